using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using ParallelGen.Platform;
using ParallelGen.Worker;

namespace ParallelGen.Supervision.Launch;

/// <summary>The environment of a worker process.</summary>
internal static class WorkerVariables
{
    private const string HeapLimitVariable = "DOTNET_GCHeapHardLimit";

    // The runtime's own, and those of the usual native libraries: each worker would else start threads for every core.
    private static readonly string[] s_threadVariables = ["DOTNET_PROCESSOR_COUNT", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"];
    private static readonly Lazy<long?> s_memoryLimit = new(static () => MemoryLimit.Read());

    /// <summary>The heap limit of a worker under a memory limit: a part for each worker, and one for this process; the rest is not heap.</summary>
    public static long HeapLimitOf(long memory, int workers) => memory / 4 * 3 / (workers + 1);

    public static bool WaitsForDebugger(ProcessPoolOptions options) => DebuggerWait.IsAsked(
        options.Environment.TryGetValue(DebuggerWait.Variable, out string? value) ? value : Environment.GetEnvironmentVariable(DebuggerWait.Variable));

    private static string Hexadecimal(long number) => number.ToString("X", CultureInfo.InvariantCulture);

    public static void Apply(IDictionary<string, string?> environment, ProcessPoolOptions options)
    {
        // A worker runs one call at a time, so that a collector with threads of its own only takes time from other workers; a server
        // collector, the default of ASP.NET Core, would have a heap for each core in each worker.
        environment["DOTNET_gcServer"] = options.WorkerGC.Server ? "1" : "0";
        environment["DOTNET_gcConcurrent"] = options.WorkerGC.Concurrent ? "1" : "0";
        if (options.WorkerGC.HeapHardLimitBytes is { } limit)
            environment[HeapLimitVariable] = Hexadecimal(limit);
        else if (!environment.ContainsKey(HeapLimitVariable) && s_memoryLimit.Value is { } memory)
            environment[HeapLimitVariable] = Hexadecimal(HeapLimitOf(memory, options.WorkerCount));
        string threads = options.ThreadsPerWorker.ToString(CultureInfo.InvariantCulture);
        foreach (string name in s_threadVariables)
            environment[name] = threads;
        // What a worker calls often is optimized after 10 ms without new code, instead of after 100; at once would optimize what runs only once.
        environment["DOTNET_TC_CallCountingDelayMs"] = "A"; // hexadecimal
        if (HasMuchMemory(options.WorkerCount))
        {
            // Arguments and results live as long as a call. As large objects they would wait for a collection of everything, and fresh memory
            // for the next costs more than the work: so they are young ones up to 32 MiB, and memory that was given back once is kept.
            environment["DOTNET_GCLOHThreshold"] = "2000000"; // hexadecimal
            environment["DOTNET_GCRetainVM"] = "1";
        }
        foreach ((string name, string? value) in options.Environment)
        {
            if (value is null)
                environment.Remove(name);
            else
                environment[name] = value;
        }

        environment[WorkerEnvironment.WorkerVariable] = "1";
        if (WorkerEnvironment.IsNative)
            return;
        // First: a bad entry before ours would throw before it runs.
        string hook = HookName();
        environment[WorkerEnvironment.StartupHooksVariable] =
            environment.TryGetValue(WorkerEnvironment.StartupHooksVariable, out string? others) && !string.IsNullOrEmpty(others)
                ? hook + Path.PathSeparator + others
                : hook;
    }

    /// <exception cref="WorkerStartException">This program can not start workers.</exception>
    public static void CheckSupport()
    {
        if (!WorkerEnvironment.IsNative && AppContext.TryGetSwitch("System.StartupHookProvider.IsSupported", out bool supported) && !supported)
            throw new WorkerStartException(
                "Start-up hooks are switched off in this program, so that it can not start workers. Set <StartupHookSupport>true</StartupHookSupport> in its project file, or use ExecutionMode.InProcess.");
    }

    // By the limit of the container, where there is one.
    private static bool HasMuchMemory(int workers) => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (workers + 1) >= 1L << 30;

    // The path finds the assembly where the host does not know it (a plug-in); the name, where it has no path (single-file), or one
    // that the variable can't hold.
    [UnconditionalSuppressMessage("SingleFile", "IL3000", Justification = "An empty location is the case that is asked for.")]
    private static string HookName()
    {
        string location = typeof(WorkerVariables).Assembly.Location;
        return location.Length == 0 || location.Contains(Path.PathSeparator, StringComparison.Ordinal)
            ? typeof(WorkerVariables).Assembly.GetName().Name!
            : location;
    }
}
