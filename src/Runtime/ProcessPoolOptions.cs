namespace ParallelGen;

/// <summary>Options of a pool; the pool copies them. Not thread-safe.</summary>
public sealed class ProcessPoolOptions
{
    /// <summary>
    /// The number of workers. Default <see cref="System.Environment.ProcessorCount"/>, which honours a container's quota and affinity.
    /// </summary>
    public int WorkerCount { get; set; } = System.Environment.ProcessorCount;

    /// <summary>
    /// The number of workers that are always there once the pool has started, 0 to <see cref="WorkerCount"/>; by default all of them. Where it is
    /// less, the others start when calls wait, and end after <see cref="IdleTimeout"/>. <see cref="ProcessPool.WarmUpAsync"/> starts all.
    /// </summary>
    public int? MinWorkerCount { get; set; }

    /// <summary>
    /// How long a worker beyond <see cref="MinWorkerCount"/> may have nothing to do before it ends, in good order; by default it never does.
    /// It has no effect unless <see cref="MinWorkerCount"/> is set, and less than <see cref="WorkerCount"/>: without it all workers are always there.
    /// It is looked for four times in that time, so that it may take a quarter longer. At most 24 days.
    /// </summary>
    public TimeSpan? IdleTimeout { get; set; }

    /// <summary>
    /// How many calls, or items of maps, a worker is given before another takes its place; by default any number. The successor is started when
    /// three quarters of them were given, and the worker gets nothing more as soon as it is ready, or at the limit. A chunk of a map that began
    /// below the limit is run to its end. The first workers of a pool have lower limits, so that not all end at once.
    /// </summary>
    public int? MaxCallsPerWorker { get; set; }

    /// <summary>
    /// How many bytes a worker may have in physical memory before another takes its place; by default any number. The memory of workers that are
    /// busy is looked at four times a second; a worker beyond the limit goes on until its successor is ready, ends what it runs, and is gone. The first
    /// workers of a pool have limits lower by up to an eighth, so that not all end at once. Applies to processes only.
    /// </summary>
    public long? MaxWorkerMemoryBytes { get; set; }

    /// <summary>
    /// How many processes, besides the workers, are kept ready to take the place of a worker that is killed or dies, 0 to 1024. Default 0: a
    /// new one is started then, which takes some 40 ms. Spares start when all workers are ready, and <see cref="ProcessPool.WarmUpAsync"/>
    /// does not wait for them; one that is used, or dies, is replaced by a new one. Each takes the memory of an idle worker.
    /// </summary>
    public int SpareWorkers { get; set; }

    /// <summary>How long a worker may take from its start until it is ready, its <see cref="WorkerInitializerAttribute">initializers</see> included. Default 30 s.</summary>
    public TimeSpan StartTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How many workers may be started in vain, one after the other, before the pool gives up, and the calls that wait, if it has no other worker, fail
    /// with <see cref="WorkerStartException"/>; the pauses between them grow. 1 to 100. Default 5. Where starts fail slowly it gives up sooner: when none
    /// has succeeded for <see cref="StartTimeout"/>, 10 s at least, since the first failed. A start that somebody killed does not count.
    /// </summary>
    public int MaxFailedStarts { get; set; } = 5;

    /// <summary>
    /// How long a method that has a token may go on after its token was cancelled before its worker is killed. Default 2 s.
    /// </summary>
    public TimeSpan CancellationGracePeriod { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How long calls that run, and the <see cref="WorkerCleanupAttribute">cleanups</see> of workers, may go on after the pool was disposed before their
    /// workers are killed; and how long the cleanups of a worker may take that is recycled. Default 5 s.
    /// </summary>
    public TimeSpan ShutdownGracePeriod { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How many calls may wait with their arguments encoded. Beyond it the arguments of a call are read when its turn comes, and must not
    /// be changed until its task completes. Default 65,536.
    /// </summary>
    public int MaxQueuedCalls { get; set; } = 65_536;

    /// <summary>How many bytes the encoded arguments of waiting calls may take; beyond it as with <see cref="MaxQueuedCalls"/>. Default 256 MiB.</summary>
    public long MaxQueuedBytes { get; set; } = 256L << 20;

    /// <summary>The largest size of the arguments or the result of one call, in bytes. Default, and at most, 2 GiB - 1.</summary>
    public long MaxPayloadBytes { get; set; } = int.MaxValue;

    /// <summary>
    /// How deep the objects and collections of arguments and results may nest, 1 to 512. What is nested deeper is refused by the side that
    /// decodes it. Default 512.
    /// </summary>
    public int MaxNestingDepth { get; set; } = Encoding.WireLimits.MaxDepth;

    /// <summary>
    /// How many characters of the end of a worker's standard error, and of what a call prints where that is <see cref="WorkerOutput.Capture"/>d, are
    /// kept for exceptions, 0 to 1 Mi. Default 8,192.
    /// </summary>
    public int MaxStandardErrorLength { get; set; } = 8192;

    /// <summary>
    /// Whether the messages of exceptions, and <see cref="RemoteCallInfo.Arguments"/>, tell the arguments of the call in short: numbers, times and
    /// the beginning of texts; of everything else the type. Default true; switch it off where they must not come into logs.
    /// </summary>
    public bool DescribeArguments { get; set; } = true;

    /// <summary>What becomes of a worker whose call runs longer than its timeout. Default <see cref="TimeoutAction.Kill"/>. Applies to processes only.</summary>
    public TimeoutAction OnTimeout { get; set; }

    /// <summary>
    /// The directory for the dumps of <see cref="TimeoutAction.DumpThenKill"/>; by default the temporary one. Workers write there, files that only
    /// this user can read; nobody but the user deletes them, unless the call has its answer after all.
    /// </summary>
    public string? DumpDirectory { get; set; }

    /// <summary>
    /// Variables that workers have besides this program's own, or instead of them; a null value removes one. They win over what the pool
    /// sets itself, such as the <c>DOTNET_gc*</c> settings; only what makes the process a worker is the pool's.
    /// </summary>
    public IDictionary<string, string?> Environment { get; private set; } = new Dictionary<string, string?>(StringComparer.Ordinal);

    /// <summary>The directory in which workers start; by default this program's current one.</summary>
    public string? WorkingDirectory { get; set; }

    /// <summary>
    /// For how many threads a worker is made, at least 1: .NET's thread pool in it, and OpenMP, MKL and OpenBLAS (<c>DOTNET_PROCESSOR_COUNT</c>,
    /// <c>OMP_NUM_THREADS</c>, <c>MKL_NUM_THREADS</c>, <c>OPENBLAS_NUM_THREADS</c>). Default 1: there is a worker for each core.
    /// </summary>
    public int ThreadsPerWorker { get; set; } = 1;

    /// <summary>
    /// The priority of worker processes; by default this process's. On Unix, one above that needs the right to raise it; without it the call
    /// fails with <see cref="WorkerStartException"/>.
    /// </summary>
    public System.Diagnostics.ProcessPriorityClass? WorkerPriority { get; set; }

    /// <summary>
    /// Whether each worker stays on cores of its own, as many as <see cref="ThreadsPerWorker"/>, of those that this program may use; where there are
    /// more workers than that, they share. Default false. Linux and Windows only, the first 64 cores; elsewhere it has no effect.
    /// </summary>
    public bool PinWorkersToCores { get; set; }

    /// <summary>How workers collect garbage.</summary>
    public WorkerGCOptions WorkerGC { get; private set; } = new();

    /// <summary>What becomes of what workers print. Default <see cref="ParallelGen.WorkerOutput.Forward"/>.</summary>
    public WorkerOutput WorkerOutput { get; set; } = WorkerOutput.Forward;

    /// <summary>
    /// Makes the logger of the pool, of the category <c>ParallelGen.ProcessPool</c>; null, the default, logs nothing. What is logged, with which
    /// event ids, stands in docs/observability.md. The pool does not dispose it, and workers never load it.
    /// </summary>
    public Microsoft.Extensions.Logging.ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>How calls travel between the pool and its workers. Default <see cref="PoolTransport.Automatic"/>.</summary>
    public PoolTransport Transport { get; set; }

    /// <summary>Whether a side that waits polls for a moment before it sleeps. Default <see cref="SpinPolicy.Adaptive"/>.</summary>
    public SpinPolicy SpinPolicy { get; set; }

    /// <summary>
    /// Where the methods run. Default <see cref="ExecutionMode.Processes"/>, or <see cref="ExecutionMode.InProcess"/> where the
    /// environment variable <c>PARALLELGEN_MODE</c> says <c>InProcess</c>.
    /// </summary>
    public ExecutionMode ExecutionMode { get; set; } =
        string.Equals(System.Environment.GetEnvironmentVariable(Worker.WorkerEnvironment.ModeVariable), nameof(ExecutionMode.InProcess), StringComparison.OrdinalIgnoreCase)
            ? ExecutionMode.InProcess
            : ExecutionMode.Processes;

    /// <summary>The initializers that were named with arguments, each at most once.</summary>
    internal List<UsedInitializer> Initializers { get; private set; } = [];

    /// <summary>The options that are set, and mean nothing where there are no processes.</summary>
    internal List<string> OfProcessesOnly()
    {
        List<string> names = [];
        Note(nameof(MaxWorkerMemoryBytes), MaxWorkerMemoryBytes is not null);
        Note(nameof(OnTimeout), OnTimeout is not TimeoutAction.Kill);
        Note(nameof(DumpDirectory), DumpDirectory is not null);
        Note(nameof(Environment), Environment.Count > 0);
        Note(nameof(WorkingDirectory), WorkingDirectory is not null);
        Note(nameof(ThreadsPerWorker), ThreadsPerWorker != 1);
        Note(nameof(WorkerPriority), WorkerPriority is not null);
        Note(nameof(PinWorkersToCores), PinWorkersToCores);
        Note(nameof(WorkerGC), WorkerGC.Server || WorkerGC.Concurrent || WorkerGC.HeapHardLimitBytes is not null);
        Note(nameof(WorkerOutput), WorkerOutput is not WorkerOutput.Forward);
        Note(nameof(Transport), Transport is not PoolTransport.Automatic);
        Note(nameof(SpinPolicy), SpinPolicy is not SpinPolicy.Adaptive);
        return names;

        void Note(string name, bool isSet)
        {
            if (isSet)
                names.Add(name);
        }
    }

    internal ProcessPoolOptions Copy()
    {
        Dispatch.OptionChecks.Check(this);
        var copy = (ProcessPoolOptions)MemberwiseClone();
        copy.WorkerGC = WorkerGC.Copy();
        copy.Environment = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach ((string name, string? value) in Environment)
            copy.Environment[name] = value;
        copy.Initializers = [.. Initializers];
        foreach (UsedInitializer used in Initializers)
            used.Check(MaxPayloadBytes);
        return copy;
    }
}
