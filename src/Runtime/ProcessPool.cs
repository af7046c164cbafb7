using ParallelGen.CompilerServices;
using ParallelGen.Dispatch;
using ParallelGen.Worker;

namespace ParallelGen;

/// <summary>
/// A pool of worker processes. Methods marked with <see cref="RunInProcessPoolAttribute"/> are called through extension methods that the
/// compiler writes: for <c>Work.Double</c> there are <c>pool.DoubleAsync</c>, <c>pool.DoubleMapAsync</c>, <c>pool.DoubleStreamAsync</c> and
/// their <c>Try</c> forms.
/// </summary>
/// <remarks>
/// Thread-safe. Workers start with the first call, or with <see cref="WarmUpAsync"/>. Whoever makes a pool disposes it; workers also end by
/// themselves when this process does, however it ends.
/// </remarks>
/// <example>
/// <code>
/// await using var pool = new ProcessPool(workerCount: 2);
/// int[] doubled = await pool.DoubleMapAsync([1, 2, 3, 4]);
/// </code>
/// </example>
public sealed class ProcessPool : IAsyncDisposable, IDisposable
{
    private static readonly Lazy<ProcessPool> s_shared = new(static () => new ProcessPool(new ProcessPoolOptions(), isShared: true));

    private readonly bool _isView;

    /// <summary>Makes a pool with a worker for each core. Nothing is started yet.</summary>
    public ProcessPool()
        : this(new ProcessPoolOptions())
    {
    }

    /// <summary>Makes a pool. Nothing is started yet.</summary>
    /// <param name="workerCount">The number of workers, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is less than 1.</exception>
    public ProcessPool(int workerCount)
        : this(new ProcessPoolOptions { WorkerCount = workerCount })
    {
    }

    /// <summary>Makes a pool. Nothing is started yet.</summary>
    /// <param name="options">The options, which are copied.</param>
    /// <exception cref="ArgumentNullException">The options are null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range; the message tells it, its value and the range.</exception>
    /// <exception cref="DirectoryNotFoundException">
    /// <see cref="ProcessPoolOptions.WorkingDirectory"/> or <see cref="ProcessPoolOptions.DumpDirectory"/> does not exist.
    /// </exception>
    /// <exception cref="PayloadTooLargeException">The arguments of an initializer take more than <see cref="ProcessPoolOptions.MaxPayloadBytes"/>.</exception>
    [System.Runtime.CompilerServices.OverloadResolutionPriority(1)]
    public ProcessPool(ProcessPoolOptions options)
        : this(options, isShared: false)
    {
    }

    private ProcessPool(ProcessPoolOptions options, bool isShared)
    {
        ArgumentNullException.ThrowIfNull(options);
        // A program whose Main runs in what was meant to be a worker must not start workers in turn.
        WorkerEnvironment.ExitIfNotEntered();
        Dispatcher = new Dispatcher(options.Copy());
        CallOptions = new PoolCallOptions();
        _isView = isShared;
    }

    private ProcessPool(Dispatcher dispatcher, PoolCallOptions callOptions)
    {
        Dispatcher = dispatcher;
        CallOptions = callOptions;
        if (callOptions.AffinityKey is { } key)
            Home = (int)((uint)key.GetHashCode() % (uint)dispatcher.Options.WorkerCount);
        _isView = true;
    }

    /// <summary>
    /// A pool with default options for the whole program, made at its first use. Disposing it does nothing; its workers end with this process, at once,
    /// and never run a <see cref="WorkerCleanupAttribute">cleanup</see>.
    /// </summary>
    public static ProcessPool Shared => s_shared.Value;

    /// <summary>The number of workers.</summary>
    public int WorkerCount => Dispatcher.Options.WorkerCount;

    internal Dispatcher Dispatcher { get; }

    internal PoolCallOptions CallOptions { get; }

    /// <summary>The number of the worker to which calls go first, by their affinity key.</summary>
    internal int Home { get; } = PendingCall.NoHome;

    /// <summary>Starts all workers now instead of with the first call, and completes when they are ready.</summary>
    /// <param name="cancellationToken">Ends the waiting; the workers go on starting.</param>
    /// <exception cref="WorkerStartException">A worker can not be started.</exception>
    /// <exception cref="ObjectDisposedException">The pool is disposed.</exception>
    public Task WarmUpAsync(CancellationToken cancellationToken = default) => Dispatcher.WarmUp().WaitAsync(cancellationToken);

    /// <summary>What the pool does at this moment, and has done. Costs microseconds; the workers are not asked.</summary>
    public PoolStatistics GetStatistics() => Dispatcher.GetStatistics();

    /// <summary>
    /// A view of this pool: the same workers, with options for the calls that are made through it. Disposing or shutting down a view does nothing.
    /// </summary>
    /// <exception cref="ArgumentNullException">The options are null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public ProcessPool With(PoolCallOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        OptionChecks.Check(options);
        return new ProcessPool(Dispatcher, options);
    }

    /// <summary>
    /// Ends the pool: takes no further calls, deals with those that were made as the mode says, ends the workers, and completes when
    /// nothing of them is left. May be called several times, and with a harder mode while a milder one is under way.
    /// </summary>
    public Task ShutdownAsync(ShutdownMode mode)
    {
        if (mode is not (ShutdownMode.Drain or ShutdownMode.Cancel or ShutdownMode.Kill))
            throw new ArgumentOutOfRangeException(nameof(mode), mode, "The mode must be Drain, Cancel or Kill.");
        return _isView ? Task.CompletedTask : Dispatcher.ShutdownAsync(mode);
    }

    /// <summary>
    /// Ends the pool: what is queued is cancelled, what runs is given <see cref="ProcessPoolOptions.ShutdownGracePeriod"/>, then killed.
    /// </summary>
    public ValueTask DisposeAsync() => new(ShutdownAsync(ShutdownMode.Cancel));

    /// <summary>Ends the pool at once: what is queued is cancelled, what runs is killed. Waits until the workers are gone.</summary>
    public void Dispose()
    {
        if (!_isView)
            Dispatcher.Kill();
    }

    /// <summary>Which of the calls and chunks that wait go first. The nearest option wins.</summary>
    internal CallPriority PriorityOf(CallPriority? ofMap) => ofMap ?? CallOptions.Priority;

    /// <summary>How long a call may run, in milliseconds; 0 means no limit. The nearest option wins.</summary>
    internal long TimeoutOf(PoolMethod method, TimeSpan? ofMap)
    {
        if ((ofMap ?? CallOptions.Timeout) is not { } chosen)
            return method.TimeoutMilliseconds;
        return chosen == Timeout.InfiniteTimeSpan ? 0 : Math.Max(1, (long)chosen.TotalMilliseconds);
    }
}
