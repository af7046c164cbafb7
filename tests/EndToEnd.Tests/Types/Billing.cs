namespace EndToEnd.Tests.Types.Billing;

// As payment services have them: mutable classes with public setters, a common base, expandable parts, amounts with currencies.

public class Resource
{
    public string Id { get; set; } = "";
    public string Kind { get; set; } = "";
    public DateTime Created { get; set; }
    public bool? LiveMode { get; set; }
    public Dictionary<string, string> Metadata { get; set; } = [];
}

public sealed class Address
{
    public string? Line1 { get; set; }
    public string? City { get; set; }
    public string Country { get; set; } = "";
    public string? PostalCode { get; set; }
}

public sealed class Customer : Resource
{
    public string? Name { get; set; }
    public Address? Address { get; set; }
    public long Balance { get; set; }
    public ResourceList<PaymentSource>? Sources { get; set; }
    public List<Discount>? Discounts { get; set; }
}

public sealed class ResourceList<T>
{
    public List<T> Data { get; set; } = [];
    public bool HasMore { get; set; }
    public string? Url { get; set; }
}

public sealed class PaymentSource : Resource
{
    public string Brand { get; set; } = "";
    public short ExpiryMonth { get; set; }
    public short ExpiryYear { get; set; }
    public char[] Last4 { get; set; } = [];
}

public readonly struct Money(decimal amount, string currency) : IEquatable<Money>
{
    public decimal Amount { get; } = amount;
    public string Currency { get; } = currency;

    public bool Equals(Money other) => Amount == other.Amount && Currency == other.Currency;

    public override bool Equals(object? obj) => obj is Money other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(Amount, Currency);

    public static bool operator ==(Money left, Money right) => left.Equals(right);

    public static bool operator !=(Money left, Money right) => !left.Equals(right);
}

public sealed record Discount(string Coupon, decimal? PercentOff, Money? AmountOff, DateOnly Start, DateOnly? End);

public sealed class Charge : Resource
{
    public Money Amount { get; set; }
    public Money? Refunded { get; set; }
    public ChargeStatus Status { get; set; }
    public Customer? Customer { get; set; }
    public IList<Refund> Refunds { get; set; } = new List<Refund>();
    public FailureReason? Failure { get; set; }
}

public enum ChargeStatus : sbyte
{
    Failed = -1,
    Pending,
    Succeeded,
}

public sealed record FailureReason(string Code, string Message, int? DeclineCode);

public sealed record Refund(string Id, Money Amount, string? Reason);

public sealed class Invoice : Resource
{
    public required Customer Customer { get; set; }
    public ICollection<InvoiceLine> Lines { get; set; } = new List<InvoiceLine>();
    public Tax[] Taxes { get; set; } = [];
    public Range? Period { get; set; }
}

public sealed record InvoiceLine(string Description, int Quantity, Money Unit, (DateOnly From, DateOnly To)? Period);

public sealed record Tax(string Jurisdiction, double Rate, bool Inclusive = false);

public sealed class Subscription : Resource
{
    public SortedList<int, Price> Items { get; set; } = [];
    public TimeOnly? BillingAt { get; set; }
    public LinkedList<string> History { get; set; } = [];
}

public sealed record Price(string Id, Money Unit, Interval? Recurring, SortedDictionary<int, decimal> Tiers);

public sealed record Interval(string Unit, byte Count);
