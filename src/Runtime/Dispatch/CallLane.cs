namespace ParallelGen.Dispatch;

/// <summary>
/// The calls of one priority that wait, first come, first served; what a dead worker gave back comes before the others. A worker takes what is
/// meant for it and what is meant for nobody, whichever came first, and where neither is, what is meant for others. Not thread-safe.
/// </summary>
/// <param name="workerCount">The number of workers.</param>
internal sealed class CallLane(int workerCount)
{
    private readonly Queue<PendingCall> _returned = new();
    private readonly Queue<Entry> _calls = new();
    private Queue<Entry>?[]? _homes; // by the numbers of the workers for which they are; made by the first such call
    private long _last;

    public int Count { get; private set; }

    /// <summary>How many bytes the encoded arguments take of those that had no turn yet.</summary>
    public long EncodedBytes { get; private set; }

    /// <param name="call">The call.</param>
    /// <param name="isReturned">Whether it had its turn.</param>
    public void Add(PendingCall call, bool isReturned)
    {
        Count++;
        if (isReturned)
        {
            _returned.Enqueue(call);
            return;
        }
        EncodedBytes += call.EncodedBytes;
        QueueOf(call.Home).Enqueue(new(call, call.EncodedBytes, ++_last));
    }

    /// <summary>The next call for a worker; null where none waits.</summary>
    public PendingCall? Peek(int workerId) =>
        _returned.TryPeek(out PendingCall? returned) ? returned : Next(workerId)?.Peek().Call;

    /// <summary>Takes the next call for a worker.</summary>
    public PendingCall Take(int workerId)
    {
        Count--;
        if (_returned.TryDequeue(out PendingCall? returned))
            return returned;
        Entry entry = Next(workerId)!.Dequeue();
        EncodedBytes -= entry.Bytes;
        return entry.Call;
    }

    private Queue<Entry> QueueOf(int home)
    {
        if (home == PendingCall.NoHome)
            return _calls;
        _homes ??= new Queue<Entry>?[workerCount];
        return _homes[home] ??= new();
    }

    private Queue<Entry>? Next(int workerId)
    {
        Queue<Entry>? next = _calls.Count > 0 ? _calls : null;
        if (_homes is null)
            return next;
        next = Earlier(next, _homes[workerId]);
        if (next is null)
        {
            foreach (Queue<Entry>? home in _homes)
                next = Earlier(next, home);
        }
        return next;
    }

    private static Queue<Entry>? Earlier(Queue<Entry>? one, Queue<Entry>? other) =>
        other is not { Count: > 0 } ? one
        : one is null || other.Peek().Number < one.Peek().Number ? other
        : one;

    private readonly record struct Entry(PendingCall Call, long Bytes, long Number);
}
