using System.Diagnostics;

namespace ParallelGen.Supervision;

/// <summary>Watches how worn and how idle one worker is, and asks for its successor in time.</summary>
internal sealed class WorkerRecycling(WorkerProcess worker, WorkerWear wear, Action onWorn)
{
    private static readonly long s_beginPatience = Stopwatch.Frequency / 200;

    private long _answeredAtIdleLook = -1;
    private long _idleSince;

    /// <summary>How many calls the worker may be given.</summary>
    public long MaxCalls => wear.MaxCalls;

    /// <summary>The worker was given a request.</summary>
    public void OnGiven()
    {
        if (!wear.IsLimited)
            return;
        if (wear.ShouldWatchMemory())
            worker.CheckAt(Stopwatch.GetTimestamp() + WorkerWear.MemoryInterval);
        if (wear.IsEnough(worker.Calls.Given))
            AskForSuccessor(Stopwatch.GetTimestamp());
    }

    /// <summary>Looks at its memory, if it is time.</summary>
    /// <returns>When to look again.</returns>
    public long Check(long now)
    {
        if (!wear.IsLimited)
            return long.MaxValue;
        long next = wear.CheckMemory(now, worker.ProcessId, worker.Calls.Load.Count == 0, out bool isWorn);
        if (isWorn)
            onWorn();
        return wear.IsEnough(worker.Calls.Given) ? Math.Min(next, AskForSuccessor(now)) : next;
    }

    // Not before it has begun something: where the first call takes longer to begin than a successor to start, no worker would ever run one.
    private long AskForSuccessor(long now)
    {
        if (!worker.Calls.HasBegun)
        {
            worker.CheckAt(now + s_beginPatience);
            return now + s_beginPatience;
        }
        if (wear.TryAsk())
            onWorn();
        return long.MaxValue;
    }

    /// <summary>Whether the worker had nothing to do for so long, as far as the looks since then saw. By one thread.</summary>
    public bool HasBeenIdle(long now, long ticks)
    {
        WorkerCalls calls = worker.Calls;
        if (calls.Load.Count > 0 || calls.Answered != _answeredAtIdleLook)
        {
            _answeredAtIdleLook = calls.Answered;
            _idleSince = now;
        }
        return now - _idleSince >= ticks;
    }
}
