namespace ParallelGen.Dispatch;

/// <summary>Calls for which something is due at a time, in <see cref="System.Diagnostics.Stopwatch"/> ticks. Not thread-safe.</summary>
internal sealed class TimedCalls
{
    private readonly PriorityQueue<PendingCall, long> _calls = new();

    /// <summary>When the next is due.</summary>
    public long Next => _calls.TryPeek(out _, out long due) ? due : long.MaxValue;

    public void Add(PendingCall call, long due) => _calls.Enqueue(call, due);

    /// <summary>Takes a call that is due; null where none is.</summary>
    public PendingCall? TakeDue(long now) => now >= Next ? _calls.Dequeue() : null;

    /// <summary>Takes all calls, withdrawn by this.</summary>
    public List<PendingCall> WithdrawAll()
    {
        var withdrawn = new List<PendingCall>();
        while (TakeDue(long.MaxValue - 1) is { } call)
        {
            if (call.TryWithdraw())
                withdrawn.Add(call);
        }
        return withdrawn;
    }
}
