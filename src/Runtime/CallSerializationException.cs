namespace ParallelGen;

/// <summary>An argument or a result could not be encoded or decoded.</summary>
public sealed class CallSerializationException : ProcessPoolException
{
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
    public string? MemberPath { get; init; }
}
