namespace ParallelGen.Dispatch;

/// <summary>Refuses options that can't be, by name, with the value and what it may be.</summary>
internal static class OptionChecks
{
    // What the system's own waits can do: 24 days.
    private static readonly TimeSpan s_longest = TimeSpan.FromMilliseconds(int.MaxValue);

    private const string LongestText = "at most 24.20:31:23.647 (some 24 days)";

    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="DirectoryNotFoundException">A directory does not exist.</exception>
    /// <exception cref="ArgumentException">The environment names no mode.</exception>
    public static void Check(ProcessPoolOptions options)
    {
        CheckMode(Environment.GetEnvironmentVariable(Worker.WorkerEnvironment.ModeVariable));
        // By hand: the framework's generic helpers would be compiled for each type when the program starts.
        int workers = options.WorkerCount;
        Check(nameof(options.WorkerCount), workers, workers >= 1, "1 or more");
        Check(nameof(options.MinWorkerCount), options.MinWorkerCount, options.MinWorkerCount is not { } least || (least >= 0 && least <= workers),
            "0 to WorkerCount, or null for all workers");
        Check(nameof(options.IdleTimeout), options.IdleTimeout, options.IdleTimeout is not { } idle || IsPositive(idle), $"more than zero and {LongestText}, or null for never");
        Check(nameof(options.MaxCallsPerWorker), options.MaxCallsPerWorker, options.MaxCallsPerWorker is null or >= 1, "1 or more, or null for any number");
        Check(nameof(options.MaxWorkerMemoryBytes), options.MaxWorkerMemoryBytes, options.MaxWorkerMemoryBytes is null or >= 1, "1 or more, or null for any number");
        Check(nameof(options.SpareWorkers), options.SpareWorkers, options.SpareWorkers is >= 0 and <= 1024, "0 to 1024");
        Check(nameof(options.StartTimeout), options.StartTimeout, IsPositive(options.StartTimeout), $"more than zero and {LongestText}");
        Check(nameof(options.MaxFailedStarts), options.MaxFailedStarts, options.MaxFailedStarts is >= 1 and <= 100, "1 to 100");
        Check(nameof(options.CancellationGracePeriod), options.CancellationGracePeriod, IsPeriod(options.CancellationGracePeriod), $"zero or more and {LongestText}");
        Check(nameof(options.ShutdownGracePeriod), options.ShutdownGracePeriod, IsPeriod(options.ShutdownGracePeriod), $"zero or more and {LongestText}");
        Check(nameof(options.MaxQueuedCalls), options.MaxQueuedCalls, options.MaxQueuedCalls >= 1, "1 or more");
        Check(nameof(options.MaxQueuedBytes), options.MaxQueuedBytes, options.MaxQueuedBytes >= 1, "1 or more");
        Check(nameof(options.MaxPayloadBytes), options.MaxPayloadBytes, options.MaxPayloadBytes is >= 1 and <= int.MaxValue, "1 to 2147483647 (2 GiB - 1)");
        Check(nameof(options.MaxNestingDepth), options.MaxNestingDepth, options.MaxNestingDepth is >= 1 and <= WireLimits.MaxDepth, "1 to 512");
        Check(nameof(options.MaxStandardErrorLength), options.MaxStandardErrorLength, options.MaxStandardErrorLength is >= 0 and <= 1 << 20, "0 to 1048576");
        Check(nameof(options.ThreadsPerWorker), options.ThreadsPerWorker, options.ThreadsPerWorker >= 1, "1 or more");
        Check($"{nameof(options.WorkerGC)}.{nameof(WorkerGCOptions.HeapHardLimitBytes)}", options.WorkerGC.HeapHardLimitBytes,
            options.WorkerGC.HeapHardLimitBytes is null or >= WorkerGCOptions.LeastHeapHardLimit, "16777216 (16 MiB) or more, or null for the default");
        Check(nameof(options.WorkerPriority), options.WorkerPriority, options.WorkerPriority is not { } priority || Enum.IsDefined(priority), "a ProcessPriorityClass, or null for this process's");
        Check(nameof(options.ExecutionMode), options.ExecutionMode, options.ExecutionMode is ExecutionMode.Processes or ExecutionMode.InProcess, "Processes or InProcess");
        Check(nameof(options.Transport), options.Transport, options.Transport is PoolTransport.Automatic or PoolTransport.SharedMemory or PoolTransport.Socket, "Automatic, SharedMemory or Socket");
        Check(nameof(options.SpinPolicy), options.SpinPolicy, options.SpinPolicy is SpinPolicy.Adaptive or SpinPolicy.Never or SpinPolicy.Always, "Adaptive, Never or Always");
        Check(nameof(options.WorkerOutput), options.WorkerOutput, options.WorkerOutput is WorkerOutput.Forward or WorkerOutput.Capture or WorkerOutput.Discard, "Forward, Capture or Discard");
        Check(nameof(options.OnTimeout), options.OnTimeout, options.OnTimeout is TimeoutAction.Kill or TimeoutAction.DumpThenKill, "Kill or DumpThenKill");
        CheckDirectory(nameof(options.WorkingDirectory), options.WorkingDirectory);
        CheckDirectory(nameof(options.DumpDirectory), options.DumpDirectory);
    }

    // Somebody who mistypes it would wonder for long.
    private static void CheckMode(string? mode)
    {
        if (!string.IsNullOrEmpty(mode) && !IsMode(mode, nameof(ExecutionMode.InProcess)) && !IsMode(mode, nameof(ExecutionMode.Processes)))
            throw new ArgumentException($"The environment variable {Worker.WorkerEnvironment.ModeVariable} is '{mode}'; it can be InProcess or Processes, or not be set.");
    }

    private static bool IsMode(string text, string mode) => string.Equals(text, mode, StringComparison.OrdinalIgnoreCase);

    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static void Check(PoolCallOptions options)
    {
        CheckTimeout("PoolCallOptions.Timeout", options.Timeout);
        Refuse(options.QueueTimeout is { } queue && queue <= TimeSpan.Zero, "PoolCallOptions.QueueTimeout", options.QueueTimeout, "more than zero, or null for no limit");
        CheckPriority("PoolCallOptions.Priority", options.Priority);
    }

    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static void Check(MapOptions options)
    {
        Refuse(options.ChunkSize < 1, "MapOptions.ChunkSize", options.ChunkSize, "1 or more, or null for a measured one");
        Refuse(options.MaxInFlight < 1, "MapOptions.MaxInFlight", options.MaxInFlight, "1 or more, or null for the default");
        CheckTimeout("MapOptions.Timeout", options.Timeout);
        CheckPriority("MapOptions.Priority", options.Priority ?? CallPriority.Normal);
    }

    private static void CheckTimeout(string name, TimeSpan? timeout) =>
        Refuse(timeout is { } value && value <= TimeSpan.Zero && value != Timeout.InfiniteTimeSpan, name, timeout, "more than zero, Timeout.InfiniteTimeSpan for no limit, or null for that of the method");

    private static void CheckPriority(string name, CallPriority priority) =>
        Refuse(priority is not (CallPriority.Low or CallPriority.Normal or CallPriority.High), name, priority, "Low, Normal or High");

    private static bool IsPositive(TimeSpan time) => time > TimeSpan.Zero && time <= s_longest;

    private static bool IsPeriod(TimeSpan time) => time >= TimeSpan.Zero && time <= s_longest;

    private static void CheckDirectory(string name, string? directory)
    {
        if (directory is not null && !Directory.Exists(directory))
            throw new DirectoryNotFoundException($"ProcessPoolOptions.{name}: there is no directory {directory}.");
    }

    private static void Check(string name, object? value, bool isInRange, string range)
    {
        if (!isInRange)
            throw new ArgumentOutOfRangeException(name, value, $"ProcessPoolOptions.{name} must be {range}.");
    }

    private static void Refuse(bool isWrong, string name, object? value, string range)
    {
        if (isWrong)
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be {range}.");
    }
}
