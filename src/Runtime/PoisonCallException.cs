namespace ParallelGen;

/// <summary>
/// Every attempt of a call was in vain, and the last took its worker with it: most likely the call itself is what kills them. The pool has
/// replaced each worker and goes on.
/// </summary>
public sealed class PoisonCallException : WorkerCrashedException
{
    /// <summary>Makes an exception without a message of its own.</summary>
    public PoisonCallException()
    {
    }

    /// <summary>Makes an exception.</summary>
    public PoisonCallException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception with a cause.</summary>
    public PoisonCallException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>How each attempt ended, the first before the others.</summary>
    public IReadOnlyList<CallAttempt> Attempts { get; init; } = [];
}
