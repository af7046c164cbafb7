namespace ParallelGen;

/// <summary>The arguments or the result of a call are larger than <see cref="ProcessPoolOptions.MaxPayloadBytes"/>.</summary>
public sealed class PayloadTooLargeException : ProcessPoolException
{
    /// <summary>Makes an exception without a message of its own.</summary>
    public PayloadTooLargeException()
    {
    }

    /// <summary>Makes an exception.</summary>
    public PayloadTooLargeException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception with a cause.</summary>
    public PayloadTooLargeException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The limit in bytes.</summary>
    public long Limit { get; init; }
}
