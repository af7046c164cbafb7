namespace ParallelGen;

/// <summary>
/// The arguments of a call are larger than <see cref="ProcessPoolOptions.MaxPayloadBytes"/>. (A result that is, which the worker finds, is a
/// <see cref="CallSerializationException"/> that says so.)
/// </summary>
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
