using System.Diagnostics.Metrics;

namespace ParallelGen.Diagnostics;

/// <summary>The instruments of the meter <c>ParallelGen</c>, for all pools of the program. What nobody listens to costs a look at a flag.</summary>
internal static class PoolInstruments
{
    public const string Name = "ParallelGen";

    private static readonly Meter s_meter = new(Name, typeof(PoolInstruments).Assembly.GetName().Version?.ToString(3));

    public static readonly Histogram<double> CallDuration = s_meter.CreateHistogram<double>(
        "parallelgen.call.duration", "s", "From the submission of a call or a chunk to its end.");

    public static readonly Histogram<double> StageDuration = s_meter.CreateHistogram<double>(
        "parallelgen.call.stage.duration", "s", "What of that was spent to encode the arguments, in the queue, to run the method, and to decode the result.");

    public static readonly Counter<long> Bytes = s_meter.CreateCounter<long>(
        "parallelgen.io", "By", "Encoded arguments that were sent, and results that were received.");

    public static readonly Counter<long> Crashes = s_meter.CreateCounter<long>("parallelgen.worker.crashes", "{worker}", "Workers that died of themselves.");

    public static readonly Counter<long> Restarts = s_meter.CreateCounter<long>("parallelgen.worker.restarts", "{worker}", "Workers that took the place of one that crashed, was killed or recycled.");

    public static readonly Counter<long> Timeouts = s_meter.CreateCounter<long>("parallelgen.call.timeouts", "{call}", "Calls and items that ran longer than their timeout.");

    // Weak: a program may forget a pool that it never used.
    private static readonly List<WeakReference<PoolTelemetry>> s_pools = []; // guarded by itself

    static PoolInstruments()
    {
        s_meter.CreateObservableGauge("parallelgen.queue.length", static () => Observe(static pool => pool.QueuedCalls), "{call}", "Calls and chunks that wait for a worker.");
        s_meter.CreateObservableGauge("parallelgen.queue.bytes", static () => Observe(static pool => pool.QueuedBytes), "By", "The encoded arguments of those.");
        s_meter.CreateObservableGauge("parallelgen.calls.in_flight", static () => Observe(static pool => pool.CallsInFlight), "{call}", "Calls and chunks that workers have.");
        s_meter.CreateObservableGauge("parallelgen.workers.ready", static () => Observe(static pool => pool.ReadyWorkers), "{worker}", "Workers that take calls.");
        s_meter.CreateObservableGauge("parallelgen.worker.memory", static () => ObserveMemory(), "By", "The physical memory of a worker.");
    }

    /// <summary>Whether somebody listens to what is measured of each call.</summary>
    public static bool MeasuresCalls => CallDuration.Enabled || StageDuration.Enabled || Bytes.Enabled;

    public static void Add(PoolTelemetry pool)
    {
        lock (s_pools)
        {
            s_pools.RemoveAll(other => !other.TryGetTarget(out PoolTelemetry? target) || target == pool);
            if (!pool.HasEnded)
                s_pools.Add(new WeakReference<PoolTelemetry>(pool));
        }
    }

    public static void Remove(PoolTelemetry pool)
    {
        lock (s_pools)
            s_pools.RemoveAll(other => !other.TryGetTarget(out PoolTelemetry? target) || target == pool);
    }

    private static List<Measurement<long>> Observe(Func<PoolStatistics, long> value) =>
        Pools().ConvertAll(pool => new Measurement<long>(value(pool.Read()), Tag(pool)));

    private static List<Measurement<long>> ObserveMemory()
    {
        var measurements = new List<Measurement<long>>();
        foreach (PoolTelemetry pool in Pools())
        {
            foreach (WorkerStatistics worker in pool.Read().Workers)
                measurements.Add(new Measurement<long>(worker.GetMemoryBytes(), Tag(pool), new("parallelgen.worker.id", worker.Id)));
        }
        return measurements;
    }

    private static List<PoolTelemetry> Pools()
    {
        lock (s_pools)
            return s_pools.ConvertAll(static pool => pool.TryGetTarget(out PoolTelemetry? target) ? target : null).FindAll(static pool => pool is not null)!;
    }

    private static KeyValuePair<string, object?> Tag(PoolTelemetry pool) => new("parallelgen.pool", pool.Number);
}
