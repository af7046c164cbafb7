using System.Diagnostics;

namespace ParallelGen.Supervision;

/// <summary>The last of a worker that ends in good order: it is told to when it has nothing left, once, and its cleanups may take so long and no longer.</summary>
/// <param name="gracePeriod">How long.</param>
internal sealed class WorkerRetirement(TimeSpan gracePeriod)
{
    private int _isTold;
    private long _deadline = long.MaxValue;

    /// <summary>When the worker must have ended, in <see cref="Stopwatch"/> ticks; never, before it was told.</summary>
    public long Deadline => Volatile.Read(ref _deadline);

    /// <summary>
    /// Closes the worker to requests, and tells it to end if it has none left. Where somebody sends who began before the state changed, it is to try
    /// that again when it is done.
    /// </summary>
    /// <returns>Whether it was told now.</returns>
    public bool TryFinish(WorkerCalls calls)
    {
        if (!calls.TryClose() || calls.Load.Count > 0 || Interlocked.Exchange(ref _isTold, 1) != 0)
            return false;
        Volatile.Write(ref _deadline, Stopwatch.GetTimestamp() + (long)(gracePeriod.TotalSeconds * Stopwatch.Frequency));
        calls.SendRetire();
        return true;
    }
}
