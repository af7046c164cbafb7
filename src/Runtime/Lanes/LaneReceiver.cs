namespace ParallelGen.Lanes;

/// <summary>
/// The receiving end of a lane: what came and was not read yet, as bytes. Whoever receives frames puts them here, and never waits: the
/// sender stops where its credit ends. One thread at a time reads.
/// </summary>
internal abstract class LaneReceiver(ControlLink link, long callId, int number, bool keepsLatest)
{
    private readonly Lock _gate = new();
    private readonly Queue<LaneItems> _arrived = new();
    private readonly LaneWindow _window = new(keepsLatest);
    private TaskCompletionSource? _arrival;
    private Exception? _error;
    private int _granted = LaneWindow.FirstOf(keepsLatest) + (keepsLatest ? 1 : 0); // the last item of a lane that keeps the latest needs no credit
    private long _unread;
    private bool _hasEnded;

    public int Number => number;

    /// <summary>Items came.</summary>
    /// <exception cref="ProtocolException">They are more than the sender was granted.</exception>
    public void OnItems(LaneItems items)
    {
        TaskCompletionSource? arrival;
        lock (_gate)
        {
            // One that keeps the latest has two at most, however large.
            if (items.Count > _granted || (_unread >= LaneWindow.LargestUnread && !keepsLatest))
                throw new ProtocolException($"{items.Count} items came where {_granted} were granted, and {_unread} bytes are not read.");
            _granted -= items.Count;
            _unread += items.Length;
            if (!_hasEnded)
                _arrived.Enqueue(items);
            arrival = TakeArrival();
        }
        arrival?.TrySetResult();
    }

    /// <summary>Nothing more will come. What came can still be read; the first end counts.</summary>
    /// <param name="error">What the reader gets then; null for the end of the items.</param>
    public void OnEnd(Exception? error)
    {
        TaskCompletionSource? arrival;
        lock (_gate)
        {
            if (!_hasEnded)
                _error = error;
            _hasEnded = true;
            arrival = TakeArrival();
        }
        arrival?.TrySetResult();
    }

    /// <summary>Waits until there may be items to read. False at the end.</summary>
    public ValueTask<bool> WaitAsync(CancellationToken cancellationToken = default)
    {
        Task arrival;
        lock (_gate)
        {
            if (_arrived.Count > 0)
                return new(true);
            if (_hasEnded)
                return _error is null ? new(false) : ValueTask.FromException<bool>(_error);
            arrival = (_arrival ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
        return AwaitAsync(arrival, cancellationToken);
    }

    protected bool TryDequeue(out LaneItems items)
    {
        lock (_gate)
            return _arrived.TryDequeue(out items);
    }

    /// <summary>An item was read: lets the sender go on.</summary>
    protected void OnRead(int bytes)
    {
        if (!_window.OnRead(bytes, out LaneCredit credit))
            return;
        lock (_gate)
        {
            _granted += credit.Items;
            _unread -= credit.Bytes;
        }
        for (; credit.Bytes > int.MaxValue; credit = credit with { Bytes = credit.Bytes - int.MaxValue })
            link.Send(new FrameHeader(FrameKind.Credit, callId) { Method = number, FirstItem = int.MaxValue });
        link.Send(new FrameHeader(FrameKind.Credit, callId) { Method = number, Count = credit.Items, FirstItem = (int)credit.Bytes });
    }

    private static async ValueTask<bool> AwaitAsync(Task arrival, CancellationToken cancellationToken)
    {
        await arrival.WaitAsync(cancellationToken).ConfigureAwait(false);
        return true;
    }

    private TaskCompletionSource? TakeArrival()
    {
        TaskCompletionSource? arrival = _arrival;
        _arrival = null;
        return arrival;
    }
}
