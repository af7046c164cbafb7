namespace ParallelGen.Dispatch;

/// <summary>
/// Waits of calls that end at a time, in <see cref="System.Diagnostics.Stopwatch"/> ticks: what a call waits for another time is another wait. Not
/// thread-safe.
/// </summary>
internal sealed class TimedCalls
{
    private const int LeastToSift = 64;

    private readonly PriorityQueue<(PendingCall Call, int Wait), long> _waits = new();
    private int _siftAt = LeastToSift;

    /// <summary>When the next ends.</summary>
    public long Next => _waits.TryPeek(out _, out long due) ? due : long.MaxValue;

    /// <summary>How many are kept; some of them may be over.</summary>
    public int Count => _waits.Count;

    /// <summary>Notes how long a call waits this time.</summary>
    public void Add(PendingCall call, long due)
    {
        if (_waits.Count >= _siftAt)
            Sift();
        _waits.Enqueue((call, call.Wait), due);
    }

    /// <summary>Takes a call that has waited to the end; null where none has.</summary>
    public PendingCall? TakeDue(long now)
    {
        while (now >= Next)
        {
            (PendingCall call, int wait) = _waits.Dequeue();
            if (call.IsWaiting(wait))
                return call;
        }
        return null;
    }

    /// <summary>Takes a call that has waited to the end, withdrawn by this; null where none has.</summary>
    public PendingCall? WithdrawDue(long now)
    {
        while (now >= Next)
        {
            (PendingCall call, int wait) = _waits.Dequeue();
            if (call.TryWithdraw(wait))
                return call;
        }
        return null;
    }

    /// <summary>Takes all calls, withdrawn by this.</summary>
    public List<PendingCall> WithdrawAll()
    {
        var withdrawn = new List<PendingCall>();
        while (WithdrawDue(long.MaxValue - 1) is { } call)
            withdrawn.Add(call);
        return withdrawn;
    }

    // Drops the waits that are over. When it has grown to twice of what was left: most calls end long before their time.
    private void Sift()
    {
        ((PendingCall Call, int Wait) Element, long Priority)[] kept = [.. _waits.UnorderedItems.Where(static wait => wait.Element.Call.IsWaiting(wait.Element.Wait))];
        _waits.Clear();
        _waits.EnqueueRange(kept);
        _siftAt = Math.Max(LeastToSift, 2 * _waits.Count);
    }
}
