namespace ParallelGen.Dispatch;

/// <summary>
/// The calls that wait for a worker: those for one worker alone first, then those of a higher priority (<see cref="CallRank"/>). Not thread-safe.
/// </summary>
/// <param name="workerCount">The number of workers.</param>
internal sealed class CallQueue(int workerCount)
{
    private const int LeastToSift = 64;

    private readonly CallRank[] _ranks = [new(workerCount), new(workerCount), new(workerCount)]; // the highest priority first
    private CallLine?[]? _pinned; // by worker; made by the first such call
    private long _last;
    private int _left; // since the last sifting, so that they may still stand in a line

    public int Count { get; private set; }

    /// <summary>How many bytes the encoded arguments take of those that had no turn yet.</summary>
    public long EncodedBytes { get; private set; }

    /// <param name="call">The call.</param>
    /// <param name="isReturned">Whether it had its turn, and its worker died before it claimed it, or in an attempt that was in vain.</param>
    public void Add(PendingCall call, bool isReturned)
    {
        call.QueuedBytes = isReturned ? 0 : call.EncodedBytes;
        Count++;
        EncodedBytes += call.QueuedBytes;
        if (call.IsPinned)
            ((_pinned ??= new CallLine?[workerCount])[call.Home] ??= new()).Add(call, ++_last);
        else
            _ranks[CallPriority.High - call.Priority].Add(call, ++_last, isReturned);
    }

    /// <summary>Whether a call waits for this worker alone.</summary>
    public bool HasPinned(int workerId) => _pinned?[workerId]?.Peek() is not null;

    /// <summary>The line whose first is the next for a worker; null where none waits.</summary>
    public CallLine? Next(int workerId)
    {
        if (HasPinned(workerId))
            return _pinned![workerId];
        foreach (CallRank rank in _ranks)
        {
            if (rank.Next(workerId) is { } line)
                return line;
        }
        return null;
    }

    /// <summary>Takes the first of a line that <see cref="Next"/> gave.</summary>
    public PendingCall Take(CallLine line)
    {
        PendingCall call = line.Take();
        Uncount(call);
        return call;
    }

    /// <summary>A call waits no more, if it did, that was not taken.</summary>
    public void Forget(PendingCall call)
    {
        if (!call.IsQueued)
            return;
        Uncount(call);
        if (++_left < Math.Max(LeastToSift, Count))
            return;
        _left = 0;
        foreach (CallRank rank in _ranks)
            rank.Sift();
        foreach (CallLine? line in _pinned ?? [])
            line?.Sift();
    }

    /// <summary>Takes all calls, withdrawn by this.</summary>
    public List<PendingCall> WithdrawAll()
    {
        var withdrawn = new List<PendingCall>();
        for (int workerId = 0; workerId < workerCount; workerId++)
        {
            while (Next(workerId) is { } line)
                Withdraw(Take(line), withdrawn);
        }
        return withdrawn;
    }

    /// <summary>Takes all calls for one worker alone, withdrawn by this.</summary>
    public List<PendingCall> WithdrawPinned(int workerId)
    {
        var withdrawn = new List<PendingCall>();
        while (HasPinned(workerId))
            Withdraw(Take(_pinned![workerId]!), withdrawn);
        return withdrawn;
    }

    private static void Withdraw(PendingCall call, List<PendingCall> withdrawn)
    {
        if (call.TryWithdraw())
            withdrawn.Add(call);
    }

    private void Uncount(PendingCall call)
    {
        Count--;
        EncodedBytes -= call.QueuedBytes;
        call.QueuedBytes = PendingCall.NotQueued;
    }
}
