namespace ParallelGen;

/// <summary>The worker process died while it ran the call. The pool has replaced the worker and goes on.</summary>
public class WorkerCrashedException : ProcessPoolException
{
    /// <summary>Makes an exception without a message of its own.</summary>
    public WorkerCrashedException()
    {
    }

    /// <summary>Makes an exception.</summary>
    public WorkerCrashedException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception with a cause.</summary>
    public WorkerCrashedException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The number of the worker in its pool, from 0.</summary>
    public int WorkerId { get; init; }

    /// <summary>The process id of the worker.</summary>
    public int ProcessId { get; init; }

    /// <summary>The exit code; for a death by signal N, 128 + N.</summary>
    public int ExitCode { get; init; }

    /// <summary>The name of the signal that ended the worker, for instance <c>SIGSEGV</c>; null where there was none.</summary>
    public string? Signal { get; init; }

    /// <summary>The end of what the worker wrote to its standard error.</summary>
    public string StandardError { get; init; } = "";

    /// <summary>The dump that the runtime wrote of the worker, where that is switched on (<c>DOTNET_DbgEnableMiniDump</c>); else null.</summary>
    public string? DumpPath { get; init; }

    /// <summary>Whether the method may have begun to run. False means that it certainly did not.</summary>
    public bool MayHaveRun { get; init; } = true;
}
