using ParallelGen.Worker;

namespace ParallelGen.Supervision.Launch;

/// <summary>How a worker ended.</summary>
internal sealed record WorkerExit(int ProcessId, int ExitCode, string StandardError)
{
    /// <summary>The exit code of a process that somebody killed.</summary>
    public const int Killed = 128 + 9;

    /// <summary>Whether a signal had stopped it, and the pool killed it for that.</summary>
    public bool WasStopped { get; init; }

    /// <summary>What was wrong with what it sent, and the pool killed it for that; null where nothing was.</summary>
    public string? Breach { get; init; }

    /// <summary>Whether it would be no better off had the pool not killed it.</summary>
    public bool IsItsOwn => WasStopped || Breach is not null;

    /// <summary>The name of the signal that ended the process; null where there was none.</summary>
    public string? Signal => OperatingSystem.IsWindows() ? null : (ExitCode - 128) switch
    {
        1 => "SIGHUP",
        2 => "SIGINT",
        3 => "SIGQUIT",
        4 => "SIGILL",
        5 => "SIGTRAP",
        6 => "SIGABRT",
        7 when OperatingSystem.IsLinux() => "SIGBUS",
        8 => "SIGFPE",
        9 => "SIGKILL",
        10 when OperatingSystem.IsMacOS() => "SIGBUS",
        11 => "SIGSEGV",
        13 => "SIGPIPE",
        15 => "SIGTERM",
        24 when OperatingSystem.IsLinux() => "SIGXCPU",
        31 when OperatingSystem.IsLinux() => "SIGSYS",
        _ => null,
    };

    public string Describe()
    {
        string text = Signal is { } signal ? $"{signal}, exit code {ExitCode}" : $"exit code {ExitCode}";
        if (WasStopped)
            return $"{text}: a signal had stopped it, and it did not go on for a second";
        if (Breach is not null)
            return $"{text}: what it sent made no sense ({Breach.TrimEnd('.')})";
        return WorkerExitCodes.Explain(ExitCode) is { } reason ? $"{text}: {reason}" : text;
    }

    /// <summary>The dump that the runtime wrote of the process (<c>DOTNET_DbgEnableMiniDump</c>); null where there is none.</summary>
    public string? DumpPath
    {
        get
        {
            const string announcement = "dump to file ";
            int start = StandardError.LastIndexOf(announcement, StringComparison.Ordinal);
            return start < 0 ? null : StandardError[(start + announcement.Length)..].Split('\n')[0].Trim();
        }
    }

    /// <summary>What ends a message: what the user may do, the dump, and the last that the worker printed; each only where there is one.</summary>
    /// <param name="output">What it printed for the call; null where only the end of its standard error is known.</param>
    /// <param name="hadCall">Whether code of the user's ran, so that what ended it is the user's.</param>
    public string DescribeEnd(string? output = null, bool hadCall = false)
    {
        string text = (output ?? StandardError).Trim();
        string? remedy = Remedy ?? (hadCall ? RemedyOfCall : null);
        return $"{(remedy is null ? "" : " " + remedy)}{(DumpPath is null ? "" : $" Its dump is {DumpPath}.")}"
            + (text.Length == 0 ? "" : $" The end of its {(output is null ? "standard error" : "output")}:{Environment.NewLine}{text}");
    }

    private string? Remedy =>
        Breach is not null ? "Native or unsafe code in it has most likely written where it must not."
        : WasStopped ? "Whoever stops processes (SIGSTOP, SIGTSTP) is to stop the whole program. With a timeout a call waits for that, and its worker is killed then."
        : StandardError.Contains("Out of memory", StringComparison.Ordinal) || StandardError.Contains("OutOfMemoryException", StringComparison.Ordinal)
            ? "It ran out of memory: give it less at once, have fewer workers, or raise ProcessPoolOptions.WorkerGC.HeapHardLimitBytes."
        : ExitCode == Killed && !OperatingSystem.IsWindows()
            ? "Where nobody killed it, the system did because it ran out of memory (its log says so): have fewer workers, or limit them by ProcessPoolOptions.WorkerGC.HeapHardLimitBytes."
        : null;

    private string? RemedyOfCall =>
        Signal is "SIGABRT" && StandardError.Contains("Stack overflow", StringComparison.Ordinal)
            ? "It called itself too deep: give it less deep data, or run that part on a Thread with a larger stack (maxStackSize)."
        : Signal is "SIGABRT" && StandardError.Contains("Unhandled exception", StringComparison.Ordinal)
            ? "An exception that nobody catches on a thread of its own ends a process: catch it there."
        : Signal is "SIGSEGV" or "SIGBUS" or "SIGILL" or "SIGFPE" or "SIGABRT"
            ? DumpPath is null ? "Where native code has failed, DOTNET_DbgEnableMiniDump=1 in ProcessPoolOptions.Environment makes it write a dump." : null
        : ExitCode is >= 0 and < 128 && WorkerExitCodes.Explain(ExitCode) is null
            ? "Something in it ended the process (Environment.Exit, or exit in native code): let it return or throw instead."
        : null;
}
