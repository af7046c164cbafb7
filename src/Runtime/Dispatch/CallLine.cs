namespace ParallelGen.Dispatch;

/// <summary>
/// Calls that wait, one behind the other. Those that wait no more are passed over, and dropped when they come to the front or are sifted out. Not
/// thread-safe.
/// </summary>
internal sealed class CallLine
{
    private readonly Queue<(PendingCall Call, long Number)> _calls = new();

    /// <summary>The number of the first, after <see cref="Peek"/> has found it.</summary>
    public long FirstNumber => _calls.Peek().Number;

    public void Add(PendingCall call, long number) => _calls.Enqueue((call, number));

    /// <summary>The first that waits; null where none does.</summary>
    public PendingCall? Peek()
    {
        while (_calls.TryPeek(out (PendingCall Call, long Number) first))
        {
            if (first.Call.IsQueued)
                return first.Call;
            _calls.Dequeue();
        }
        return null;
    }

    /// <summary>Takes the first, after <see cref="Peek"/> has found it.</summary>
    public PendingCall Take() => _calls.Dequeue().Call;

    /// <summary>Drops those that wait no more.</summary>
    public void Sift()
    {
        for (int count = _calls.Count; count > 0; count--)
        {
            (PendingCall Call, long Number) next = _calls.Dequeue();
            if (next.Call.IsQueued)
                _calls.Enqueue(next);
        }
    }
}
