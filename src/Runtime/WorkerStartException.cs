namespace ParallelGen;

/// <summary>A worker process could not be started, or did not become ready in time.</summary>
public sealed class WorkerStartException : ProcessPoolException
{
    /// <summary>Makes an exception without a message of its own.</summary>
    public WorkerStartException()
    {
    }

    /// <summary>Makes an exception.</summary>
    public WorkerStartException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception with a cause.</summary>
    public WorkerStartException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The process id; 0 where there never was a process.</summary>
    public int ProcessId { get; init; }

    /// <summary>The exit code, where the process ended by itself; for a death by signal N, 128 + N.</summary>
    public int? ExitCode { get; init; }

    /// <summary>The end of what the worker wrote to its standard error.</summary>
    public string StandardError { get; init; } = "";

    /// <summary>The <see cref="WorkerInitializerAttribute">initializer</see> that failed or did not end, with its type; null where it was something else.</summary>
    public string? Initializer { get; init; }
}
