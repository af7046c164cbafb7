using ParallelGen.Worker;

namespace ParallelGen;

/// <summary>The worker that runs the current code. Thread-safe.</summary>
public sealed class PoolWorker
{
    private static readonly PoolWorker s_none = new(null);
    private static readonly AsyncLocal<PoolWorker?> s_ofFlow = new();
    private static PoolWorker? s_ofProcess;

    private readonly WorkerContext? _context;

    private PoolWorker(WorkerContext? context) => _context = context;

    /// <summary>The worker that runs the current code; outside a worker one whose <see cref="IsWorker"/> is false. Never null.</summary>
    public static PoolWorker Current => s_ofProcess ?? s_ofFlow.Value ?? s_none;

    /// <summary>Whether the current code runs in a worker.</summary>
    public bool IsWorker => _context is not null;

    /// <summary>
    /// The worker's number in its pool, from 0; -1 outside a worker, and in a spare that has no place yet. A worker's replacement has the same number.
    /// </summary>
    public int Id => _context?.Id ?? -1;

    /// <summary>How many workers had this number before this one; 0 for the first.</summary>
    public int Generation => _context?.Generation ?? 0;

    /// <summary>How many calls and chunks this worker has begun, the current one included; initializers do not count.</summary>
    public long CallCount => _context?.CallCount ?? 0;

    internal static void SetForProcess(WorkerContext context) => s_ofProcess = new PoolWorker(context);

    // In-process workers are threads: what they start in turn (tasks, threads) belongs to them as well.
    internal static void SetForFlow(WorkerContext context) => s_ofFlow.Value = new PoolWorker(context);
}
