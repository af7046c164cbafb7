namespace ParallelGen;

/// <summary>An argument or a result could not be encoded or decoded.</summary>
public sealed class CallSerializationException : ProcessPoolException
{
    private readonly string? _memberPath;

    /// <summary>Makes an exception without a message of its own.</summary>
    public CallSerializationException()
    {
    }

    /// <summary>Makes an exception.</summary>
    public CallSerializationException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception with a cause.</summary>
    public CallSerializationException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Where in the value it happened, for instance <c>Order.Customer.Name</c>; null where that is not known.</summary>
    public string? MemberPath
    {
        get => _memberPath ?? MemberTrail.PathOf(this);
        init => _memberPath = value;
    }

    /// <summary>What happened, and where.</summary>
    public override string Message => _memberPath is not null || MemberTrail.PathOf(this) is not { } path
        ? base.Message
        : MemberTrail.CycleOf(this) is { } cycle
            ? $"{cycle}: objects are copied when they travel, and a cycle has no end. Leave out the member that leads back, for instance with [JsonIgnore]."
            : $"{base.Message} ({path})";
}
