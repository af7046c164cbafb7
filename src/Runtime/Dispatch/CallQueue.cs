namespace ParallelGen.Dispatch;

/// <summary>
/// The calls that wait for a worker: those for one worker alone first, then those of a higher priority (<see cref="CallLane"/>). Not thread-safe.
/// </summary>
/// <param name="workerCount">The number of workers.</param>
internal sealed class CallQueue(int workerCount)
{
    private readonly CallLane[] _lanes = [new(workerCount), new(workerCount), new(workerCount)]; // the highest priority first
    private Queue<(PendingCall Call, long Bytes)>?[]? _pinned; // by worker; made by the first such call
    private int _pinnedCount;
    private long _pinnedBytes;

    public int Count => _lanes[0].Count + _lanes[1].Count + _lanes[2].Count + _pinnedCount;

    /// <summary>How many bytes the encoded arguments take of those that had no turn yet.</summary>
    public long EncodedBytes => _lanes[0].EncodedBytes + _lanes[1].EncodedBytes + _lanes[2].EncodedBytes + _pinnedBytes;

    /// <param name="call">The call.</param>
    /// <param name="isReturned">Whether it had its turn, and its worker died before it claimed it, or in an attempt that was in vain.</param>
    public void Add(PendingCall call, bool isReturned)
    {
        if (call.IsPinned)
        {
            _pinned ??= new Queue<(PendingCall, long)>?[workerCount];
            (_pinned[call.Home] ??= new()).Enqueue((call, call.EncodedBytes));
            _pinnedCount++;
            _pinnedBytes += call.EncodedBytes;
            return;
        }
        _lanes[CallPriority.High - call.Priority].Add(call, isReturned);
    }

    /// <summary>Whether a call waits for this worker alone.</summary>
    public bool HasPinned(int workerId) => _pinned?[workerId] is { Count: > 0 };

    /// <summary>The next call for a worker.</summary>
    public PendingCall? Peek(int workerId)
    {
        if (HasPinned(workerId))
            return _pinned![workerId]!.Peek().Call;
        foreach (CallLane lane in _lanes)
        {
            if (lane.Peek(workerId) is { } call)
                return call;
        }
        return null;
    }

    /// <summary>Takes the next call for a worker, which may have been withdrawn meanwhile; null where none waits.</summary>
    public PendingCall? Take(int workerId)
    {
        if (TakePinned(workerId) is { } pinned)
            return pinned;
        foreach (CallLane lane in _lanes)
        {
            if (lane.Count > 0)
                return lane.Take(workerId);
        }
        return null;
    }

    /// <summary>Takes all calls, withdrawn by this.</summary>
    public List<PendingCall> WithdrawAll()
    {
        var withdrawn = new List<PendingCall>();
        for (int workerId = 0; workerId < workerCount; workerId++)
        {
            while (Take(workerId) is { } call)
                Withdraw(call, withdrawn);
        }
        return withdrawn;
    }

    /// <summary>Takes all calls for one worker alone, withdrawn by this.</summary>
    public List<PendingCall> WithdrawPinned(int workerId)
    {
        var withdrawn = new List<PendingCall>();
        while (TakePinned(workerId) is { } call)
            Withdraw(call, withdrawn);
        return withdrawn;
    }

    private static void Withdraw(PendingCall call, List<PendingCall> withdrawn)
    {
        if (call.TryWithdraw())
            withdrawn.Add(call);
    }

    private PendingCall? TakePinned(int workerId)
    {
        if (!HasPinned(workerId))
            return null;
        (PendingCall call, long bytes) = _pinned![workerId]!.Dequeue();
        _pinnedCount--;
        _pinnedBytes -= bytes;
        return call;
    }
}
