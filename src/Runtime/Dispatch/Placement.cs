using ParallelGen.Supervision;

namespace ParallelGen.Dispatch;

/// <summary>
/// Chooses the worker for a request. The rule is one comparison of times: a request waits behind others in a busy worker as long as those
/// take less than it takes to wake another one; then idle workers are woken; and when all are busy, a worker gets about a millisecond of
/// work ahead, so that it need not wait for this process. What waits in a worker in vain is taken back (<see cref="RequestStop"/>).
/// A call that has a home goes there first, and waits behind one other. Reading is lock-free; writing is guarded by the caller.
/// </summary>
internal sealed class Placement
{
    // A wake-up of a sleeping core, there and back: measured at 54 us.
    private const long WakeUpNanoseconds = 50_000;
    private const long AheadNanoseconds = 1_000_000;
    private const long ChunkAheadNanoseconds = 10_000_000;

    private volatile WorkerProcess[] _workers = [];
    private volatile WorkerProcess? _hot; // the one that worked last: it is awake, and its caches are warm

    public WorkerProcess[] Workers => _workers;

    public void Add(WorkerProcess worker) => _workers = [.. _workers, worker];

    public void Remove(WorkerProcess worker)
    {
        _workers = Array.FindAll(_workers, other => other != worker);
        if (_hot == worker)
            _hot = null;
    }

    /// <summary>The worker to give the request to; null when it has to wait.</summary>
    public WorkerProcess? Choose(PendingCall request)
    {
        if (request.Home != PendingCall.NoHome)
        {
            // Also if another thread sends to it in this moment.
            if (HomeOf(request) is { } home && !home.Calls.IsFull && HasPlace(home, request))
                return home;
            if (request.IsPinned)
                return null;
        }
        // Even if it is full, or another thread sends to it in this moment: both pass sooner than another is awake.
        if (_hot is { IsServing: true } hot && hot.Calls.Load is var hotLoad && hotLoad.Count > 0 && Fits(request, hotLoad, WakeUpNanoseconds))
            return hot.Calls.IsFull ? null : hot;
        if (_hot is { TakesRequests: true } idle && idle.Calls.Load.Count == 0)
            return idle;
        WorkerProcess? best = null;
        WorkerLoad bestLoad = default;
        foreach (WorkerProcess worker in _workers)
        {
            if (!worker.TakesRequests)
                continue;
            WorkerLoad load = worker.Calls.Load;
            if (load.Count == 0)
            {
                _hot = worker;
                return worker;
            }
            if (best is null || load.Nanoseconds < bestLoad.Nanoseconds)
                (best, bestLoad) = (worker, load);
        }
        return best is not null && FitsAhead(request, bestLoad) ? best : null;
    }

    /// <summary>
    /// The worker to which a request goes that has a home: the one of that number; where that is not at work, and the request may go elsewhere, the next
    /// that is. Null where there is none.
    /// </summary>
    public WorkerProcess? HomeOf(PendingCall request)
    {
        WorkerProcess? nearest = null;
        uint least = request.IsPinned ? 1 : uint.MaxValue;
        foreach (WorkerProcess worker in _workers)
        {
            // From the home upwards, and then from the first: numbers below it are far.
            uint distance = unchecked((uint)(worker.Id - request.Home));
            if (distance >= least || !worker.IsServing)
                continue;
            least = distance;
            nearest = worker;
        }
        return nearest;
    }

    /// <summary>Whether a request that waits may go to this worker now.</summary>
    public static bool Accepts(WorkerProcess worker, PendingCall request) => worker.TakesRequests && HasPlace(worker, request);

    private static bool HasPlace(WorkerProcess worker, PendingCall request) =>
        worker.Calls.Load is var load && (load.Count == 0 || FitsAhead(request, load) || (request.Home == worker.Id && load.Count == 1));

    // One chunk waits while one runs, or some where they are short: they are there when the other ends, and go elsewhere if that takes too long.
    private static bool FitsAhead(WorkerRequest request, WorkerLoad load) =>
        request.MayWaitInWorker
            ? load.Nanoseconds < (load.Count == 1 ? ChunkAheadNanoseconds : AheadNanoseconds)
            : Fits(request, load, AheadNanoseconds);

    private static bool Fits(WorkerRequest request, WorkerLoad load, long nanoseconds) =>
        load.Count == 0
        || (!request.MayWaitInWorker && request.ExpectedNanoseconds is { } expected && expected + load.Nanoseconds <= nanoseconds);
}
