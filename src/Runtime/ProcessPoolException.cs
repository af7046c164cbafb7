namespace ParallelGen;

/// <summary>The base of the exceptions that come from the pool itself, not from the marked method.</summary>
public class ProcessPoolException : Exception
{
    /// <summary>Makes an exception without a message of its own.</summary>
    public ProcessPoolException()
    {
    }

    /// <summary>Makes an exception.</summary>
    public ProcessPoolException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception with a cause.</summary>
    public ProcessPoolException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The call's number, counted from the program's start; 0 where no call is concerned.</summary>
    public long CallId { get; init; }

    /// <summary>The marked method with its type, for instance <c>Work.Double</c>; null where no call is concerned.</summary>
    public string? Method { get; init; }
}
