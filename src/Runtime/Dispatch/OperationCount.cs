namespace ParallelGen.Dispatch;

/// <summary>Counts the calls and maps that are under way, until no more begin. Thread-safe, and lock-free for those that come and go.</summary>
internal sealed class OperationCount
{
    private const long Closed = 1L << 62;

    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _count;

    public bool IsClosed => Volatile.Read(ref _count) >= Closed;

    /// <summary>Begins one. False when no more may begin.</summary>
    public bool TryBegin()
    {
        if (Interlocked.Increment(ref _count) < Closed)
            return true;
        End();
        return false;
    }

    public void End()
    {
        if (Interlocked.Decrement(ref _count) == Closed)
            _drained.TrySetResult();
    }

    /// <summary>Lets no more begin.</summary>
    /// <returns>Completes when the last has ended.</returns>
    public Task Close()
    {
        if (!IsClosed && Interlocked.Or(ref _count, Closed) == 0)
            _drained.TrySetResult();
        return _drained.Task;
    }
}
