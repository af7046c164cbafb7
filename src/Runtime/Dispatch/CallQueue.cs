namespace ParallelGen.Dispatch;

/// <summary>
/// The calls that wait for a worker: those of a higher priority first, then first come, first served; what a dead worker gave back comes before
/// the others of its priority. Not thread-safe.
/// </summary>
internal sealed class CallQueue
{
    private readonly Lane[] _lanes = [new(), new(), new()]; // the highest priority first

    public int Count => _lanes[0].Count + _lanes[1].Count + _lanes[2].Count;

    public long EncodedBytes { get; private set; }

    /// <param name="call">The call.</param>
    /// <param name="isReturned">Whether it had its turn, and its worker died before it claimed it, or in an attempt that was in vain.</param>
    public void Add(PendingCall call, bool isReturned)
    {
        Lane lane = _lanes[CallPriority.High - call.Priority];
        if (isReturned)
        {
            lane.Returned.Enqueue(call);
            return;
        }
        lane.Calls.Enqueue((call, call.EncodedBytes));
        EncodedBytes += call.EncodedBytes;
    }

    /// <summary>The next call.</summary>
    public PendingCall? Peek()
    {
        foreach (Lane lane in _lanes)
        {
            if (lane.Returned.TryPeek(out PendingCall? returned))
                return returned;
            if (lane.Calls.TryPeek(out (PendingCall Call, long Bytes) entry))
                return entry.Call;
        }
        return null;
    }

    /// <summary>Takes the next call, which may have been withdrawn meanwhile; null where none waits.</summary>
    public PendingCall? Take()
    {
        foreach (Lane lane in _lanes)
        {
            if (lane.Returned.TryDequeue(out PendingCall? returned))
                return returned;
            if (!lane.Calls.TryDequeue(out (PendingCall Call, long Bytes) entry))
                continue;
            EncodedBytes -= entry.Bytes;
            return entry.Call;
        }
        return null;
    }

    /// <summary>Takes all calls, withdrawn by this.</summary>
    public List<PendingCall> WithdrawAll()
    {
        var withdrawn = new List<PendingCall>();
        while (Take() is { } call)
        {
            if (call.TryWithdraw())
                withdrawn.Add(call);
        }
        return withdrawn;
    }

    private sealed class Lane
    {
        public Queue<PendingCall> Returned { get; } = new();

        public Queue<(PendingCall Call, long Bytes)> Calls { get; } = new();

        public int Count => Returned.Count + Calls.Count;
    }
}
