using ParallelGen.Platform;

namespace ParallelGen.Lanes;

/// <summary>
/// The sending end of a lane: items go into a payload that the link takes when it gets to it. So the first item, and each of a slow
/// producer, goes out at once, and those of a fast one go together. Thread-safe.
/// </summary>
/// <param name="link">Where to.</param>
/// <param name="callId">The call.</param>
/// <param name="number">The lane's number in the call.</param>
/// <param name="keepsLatest">Whether an item takes the place of one that was not sent yet, so that nobody ever waits.</param>
internal abstract class LaneSender(ControlLink link, long callId, int number, bool keepsLatest)
{
    private readonly Lock _gate = new();
    private PayloadBuffer _pending = new();
    private PayloadBuffer? _spare;
    private PayloadBuffer? _scratch;
    private int _pendingItems;
    private int _credit = LaneWindow.FirstOf(keepsLatest);
    private long _unread; // bytes, those that were not sent included
    private bool _isQueued;
    private bool _isFull; // the next item does not fit into the same frame
    private bool _isCancelled;
    private bool _isClosed;
    private TaskCompletionSource? _room;

    private bool HasRoom => keepsLatest || (!_isFull && _pendingItems < _credit && _unread < LaneWindow.LargestUnread);

    /// <summary>Completes when there may be room, or nothing more is sent.</summary>
    public Task RoomAsync()
    {
        lock (_gate)
        {
            if (HasRoom || _isClosed || _isCancelled)
                return Task.CompletedTask;
            return (_room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    /// <summary>The reader's credit.</summary>
    /// <exception cref="ProtocolException">It is more than a reader can grant.</exception>
    public void OnCredit(LaneCredit credit)
    {
        TaskCompletionSource? room;
        lock (_gate)
        {
            if (credit.Items < 0 || (long)_credit + credit.Items > LaneWindow.Largest || credit.Bytes < 0 || credit.Bytes > _unread)
                throw new ProtocolException($"A credit for {credit.Items} items came behind one for {_credit}, and {credit.Bytes} bytes as read of {_unread}.");
            _credit += credit.Items;
            _unread -= credit.Bytes;
            if (_pendingItems > 0)
                Queue();
            room = TakeRoom();
        }
        room?.TrySetResult();
    }

    /// <summary>Lets nobody wait for room any more: what finds none is dropped.</summary>
    public void Cancel()
    {
        TaskCompletionSource? room;
        lock (_gate)
        {
            _isCancelled = true;
            room = TakeRoom();
        }
        room?.TrySetResult();
    }

    /// <summary>Takes no further item. What was taken is sent before whatever the link is given after this.</summary>
    public void Close()
    {
        TaskCompletionSource? room;
        lock (_gate)
        {
            _isClosed = true;
            if (_pendingItems > 0)
                Queue();
            room = TakeRoom();
        }
        room?.TrySetResult();
    }

    /// <summary>Ends the lane for its reader, behind its items.</summary>
    /// <param name="error">Why, where it did not come to its end; else null.</param>
    public void Complete(RemoteError? error)
    {
        Close();
        var header = new FrameHeader(FrameKind.ItemsEnd, callId) { Method = number };
        if (error is null)
            link.Send(header);
        else
            link.SendEnd(header, error);
    }

    /// <summary>The link takes what there is. Then <see cref="GiveBack"/>.</summary>
    public bool TryTake(out FrameHeader header, out PayloadBuffer items)
    {
        TaskCompletionSource? room;
        lock (_gate)
        {
            _isQueued = false;
            items = _pending;
            header = new FrameHeader(FrameKind.Items, callId) { Method = number, Count = _pendingItems };
            // The last item of a lane that keeps the latest goes without a credit: its reader has none left to give.
            if (_pendingItems == 0 || (_credit <= 0 && !_isClosed))
                return false;
            _credit -= _pendingItems;
            _pendingItems = 0;
            _isFull = false;
            _pending = _spare ?? new PayloadBuffer();
            _spare = null;
            room = TakeRoom();
        }
        room?.TrySetResult();
        return true;
    }

    public void GiveBack(PayloadBuffer items)
    {
        items.Truncate(0);
        lock (_gate)
            _spare = items;
    }

    /// <summary>Whether an item may be encoded now.</summary>
    protected LaneOutcome Look()
    {
        lock (_gate)
            return LookLocked();
    }

    /// <summary>Memory to encode an item into, for <see cref="Add"/>.</summary>
    protected PayloadBuffer TakeScratch() => Interlocked.Exchange(ref _scratch, null) ?? new PayloadBuffer(link.MaxItemBytes);

    protected void ReturnScratch(PayloadBuffer scratch)
    {
        scratch.Truncate(0);
        _scratch = scratch;
    }

    /// <summary>Sends an encoded item.</summary>
    protected LaneOutcome Add(PayloadBuffer item)
    {
        lock (_gate)
        {
            LaneOutcome outcome = LookLocked();
            if (outcome is not LaneOutcome.Sent)
                return outcome;
            if (keepsLatest)
                DropPending();
            if (_pendingItems > 0 && _pending.Length + item.Length > link.MaxItemBytes)
            {
                _isFull = true;
                return LaneOutcome.NoRoom;
            }
            for (int i = 0; i < item.SegmentCount; i++)
                _pending.Append(item[i]);
            _pendingItems++;
            _unread += item.Length;
            try
            {
                Queue();
            }
            catch (NoThreadException)
            {
                DropPending(); // it is alone: what goes before it has found a thread
                throw;
            }
            return LaneOutcome.Sent;
        }
    }

    private LaneOutcome LookLocked()
    {
        if (_isClosed)
            return LaneOutcome.Closed;
        if (HasRoom)
            return LaneOutcome.Sent;
        return _isCancelled ? LaneOutcome.Closed : LaneOutcome.NoRoom;
    }

    private void DropPending()
    {
        _unread -= _pending.Length;
        _pending.Truncate(0);
        _pendingItems = 0;
    }

    private void Queue()
    {
        if (_isQueued || (_credit <= 0 && !_isClosed))
            return;
        link.Flush(this); // it may find no thread
        _isQueued = true;
    }

    private TaskCompletionSource? TakeRoom()
    {
        TaskCompletionSource? room = _room;
        _room = null;
        return room;
    }
}
