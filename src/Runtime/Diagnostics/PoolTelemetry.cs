namespace ParallelGen.Diagnostics;

/// <summary>
/// What one pool says of itself: it counts, and passes on to the meter and the log. Nothing here is called for a call that goes well, unless
/// somebody listens. Thread-safe.
/// </summary>
internal sealed class PoolTelemetry
{
    private static int s_lastNumber;

    private readonly PoolLog? _log;
    private readonly Func<PoolStatistics> _read;
    private long _crashes;
    private long _timeouts;
    private long _restarts;
    private long _answered;
    private int _missesSharedMemory;

    /// <param name="options">The pool's options.</param>
    /// <param name="read">Reads the pool's statistics.</param>
    public PoolTelemetry(ProcessPoolOptions options, Func<PoolStatistics> read)
    {
        _read = read;
        if (options.LoggerFactory is not null)
            _log = new PoolLog(options.LoggerFactory);
    }

    /// <summary>The pool's number in this program, from 1.</summary>
    public int Number { get; } = Interlocked.Increment(ref s_lastNumber);

    public long Crashes => Volatile.Read(ref _crashes);

    public long Timeouts => Volatile.Read(ref _timeouts);

    public long Restarts => Volatile.Read(ref _restarts);

    /// <summary>How many calls and chunks workers have answered that are gone.</summary>
    public long AnsweredByEnded => Volatile.Read(ref _answered);

    /// <summary>Whether nothing is left of the pool.</summary>
    public bool HasEnded { get; private set; }

    public PoolStatistics Read() => _read();

    /// <summary>The pool is used: the meter shows it from here on.</summary>
    public void OnUsed() => PoolInstruments.Add(this);

    public void OnOptionsDoNotApply(IEnumerable<string> options) => Log(log => log.OptionsDoNotApply(Number, string.Join(", ", options)));

    /// <summary>A worker has no shared memory. Said once.</summary>
    public void OnSharedMemoryMissing(string problem)
    {
        if (Interlocked.Exchange(ref _missesSharedMemory, 1) == 0)
            Log(log => log.SharedMemoryIsMissing(Number, problem));
    }

    public void OnShutdown(ShutdownMode mode) => Log(log => log.PoolShutsDown(Number, mode));

    /// <summary>Nothing is left of the pool: the meter shows it no more.</summary>
    public void OnEnded()
    {
        HasEnded = true;
        PoolInstruments.Remove(this);
    }

    public void OnWorkerStarts(int workerId, int generation) => Log(log => log.WorkerStarts(Number, workerId, generation));

    public void OnWorkerReady(int workerId, int generation, int processId, bool replaces)
    {
        if (replaces)
        {
            Interlocked.Increment(ref _restarts);
            Listeners.Tell(() => PoolInstruments.Restarts.Add(1));
        }
        Log(log => log.WorkerIsReady(Number, workerId, generation, processId));
    }

    public void OnWorkerRetired(int workerId, int processId, long answered)
    {
        Interlocked.Add(ref _answered, answered);
        Log(log => log.WorkerRetired(Number, workerId, processId));
    }

    public void OnWorkerKilled(int workerId, int processId, long answered)
    {
        Interlocked.Add(ref _answered, answered);
        Log(log => log.WorkerWasKilled(Number, workerId, processId));
    }

    public void OnWorkerCrashed(int workerId, int processId, long answered, string exit)
    {
        Interlocked.Add(ref _answered, answered);
        Interlocked.Increment(ref _crashes);
        Listeners.Tell(() => PoolInstruments.Crashes.Add(1));
        Log(log => log.WorkerCrashed(Number, workerId, processId, exit));
    }

    public void OnWorkerDidNotStart(int workerId, Exception reason) => Log(log => log.WorkerDidNotStart(Number, workerId, reason));

    public void OnGaveUp(int workerId, Exception reason) => Log(log => log.StartingWasGivenUp(Number, workerId, reason));

    /// <summary>Counts a timeout, before its caller hears of it.</summary>
    /// <returns>Tells who listens, which may take as long as they like: not to be run under a lock.</returns>
    public Action OnTimeout(long callId, string method, long timeoutMilliseconds, int processId)
    {
        Interlocked.Increment(ref _timeouts);
        return () =>
        {
            Listeners.Tell(() => PoolInstruments.Timeouts.Add(1, new KeyValuePair<string, object?>("parallelgen.method", method)));
            Log(log => log.CallTimedOut(callId, method, timeoutMilliseconds, processId));
        };
    }

    public void OnReturned(long callId, string method) => Log(log => log.CallWasReturned(callId, method));

    private void Log(Action<PoolLog> say)
    {
        if (_log is { } log)
            Listeners.Tell(() => say(log));
    }
}
