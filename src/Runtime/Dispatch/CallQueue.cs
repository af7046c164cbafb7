namespace ParallelGen.Dispatch;

/// <summary>The calls that wait for a worker, first come, first served; what a dead worker gave back comes before them. Not thread-safe.</summary>
internal sealed class CallQueue
{
    private readonly Queue<PendingCall> _returned = new();
    private readonly Queue<(PendingCall Call, long Bytes)> _calls = new();

    public int Count => _returned.Count + _calls.Count;

    public long EncodedBytes { get; private set; }

    /// <param name="call">The call.</param>
    /// <param name="isReturned">Whether it had its turn, and its worker died before it claimed it.</param>
    public void Add(PendingCall call, bool isReturned)
    {
        if (isReturned)
        {
            _returned.Enqueue(call);
            return;
        }
        _calls.Enqueue((call, call.EncodedBytes));
        EncodedBytes += call.EncodedBytes;
    }

    /// <summary>The next call.</summary>
    public PendingCall? Peek() =>
        _returned.TryPeek(out PendingCall? returned) ? returned : _calls.TryPeek(out (PendingCall Call, long Bytes) entry) ? entry.Call : null;

    /// <summary>Takes the next call, which may have been withdrawn meanwhile; null where none waits.</summary>
    public PendingCall? Take() => TryDequeue(out PendingCall? call) ? call : null;

    /// <summary>Takes all calls, withdrawn by this.</summary>
    public List<PendingCall> WithdrawAll()
    {
        var withdrawn = new List<PendingCall>();
        while (TryDequeue(out PendingCall? call))
        {
            if (call!.TryWithdraw())
                withdrawn.Add(call);
        }
        return withdrawn;
    }

    private bool TryDequeue(out PendingCall? call)
    {
        if (_returned.TryDequeue(out call))
            return true;
        if (!_calls.TryDequeue(out (PendingCall Call, long Bytes) entry))
            return false;
        EncodedBytes -= entry.Bytes;
        call = entry.Call;
        return true;
    }
}
