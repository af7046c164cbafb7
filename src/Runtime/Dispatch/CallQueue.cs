namespace ParallelGen.Dispatch;

/// <summary>The calls that wait for a worker, first come, first served; what a dead worker gave back comes before them. Not thread-safe.</summary>
internal sealed class CallQueue
{
    private readonly Queue<PendingCall> _returned = new();
    private readonly Queue<(PendingCall Call, long Bytes)> _calls = new();

    public int Count => _returned.Count + _calls.Count;

    public long EncodedBytes { get; private set; }

    public void Add(PendingCall call)
    {
        _calls.Enqueue((call, call.EncodedBytes));
        EncodedBytes += call.EncodedBytes;
    }

    public void AddReturned(PendingCall call) => _returned.Enqueue(call);

    /// <summary>Takes the next call that was not withdrawn meanwhile.</summary>
    public PendingCall? Take()
    {
        while (TryDequeue(out PendingCall? call))
        {
            if (call!.TryBegin())
                return call;
        }
        return null;
    }

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
