using ParallelGen.Platform;

namespace ParallelGen.Lanes;

/// <summary>
/// One side's sending end of the control connection. Items, credits and everything else that is said there while a call runs go out by a
/// thread of its own, which starts with the first: a producer never waits for the peer to read, what it makes meanwhile goes out
/// together, and who cancels a call waits neither behind it nor for a peer that reads nothing. Thread-safe.
/// </summary>
/// <param name="control">The connection; nobody else sends on it. It may block.</param>
/// <param name="maxItemBytes">The most bytes that an item may have.</param>
/// <param name="offer">Sends what lets the peer open a block of shared memory; null on the side that makes none.</param>
internal sealed class ControlLink(Connection control, long maxItemBytes, Action<SharedBlock>? offer = null)
{
    private readonly Queue<Entry> _queue = new();
    private bool _isStarted;
    private bool _isSending;
    private bool _isClosed;

    /// <summary>The most bytes that an item, or several in one frame, may have.</summary>
    public long MaxItemBytes => maxItemBytes;

    /// <summary>Sends a frame without a payload, behind what was given before. Where the peer is gone, who receives sees it.</summary>
    public void Send(in FrameHeader header)
    {
        var entry = new Entry(header, null, null, null);
        lock (_queue)
        {
            if (TryStart())
                Add(entry);
            else
                SendNow(entry);
        }
    }

    /// <summary>Starts the thread, without which no lane's items can be sent.</summary>
    /// <exception cref="NoThreadException">There is none.</exception>
    public void EnsureStarted()
    {
        lock (_queue)
        {
            if (!_isStarted && !_isClosed)
                OwnThread.Start("lanes", Run, OwnThread.SmallStack);
            _isStarted = true;
        }
    }

    /// <summary>Lets the peer open a block of shared memory. The caller uses the block.</summary>
    public void Share(SharedBlock block)
    {
        lock (_queue)
        {
            var entry = new Entry(default, null, null, block);
            if (!TryStart())
                SendNow(entry);
            else if (!_isClosed && block.TryUse()) // until it is sent
                Add(entry);
        }
    }

    /// <summary>Sends the end of a lane, and why it ended before its time.</summary>
    public void SendEnd(in FrameHeader header, RemoteError error)
    {
        lock (_queue)
            Add(new Entry(header, null, error, null));
    }

    /// <summary>Sends what the lane has when its turn comes.</summary>
    public void Flush(LaneSender lane)
    {
        lock (_queue)
            Add(new Entry(default, lane, null, null));
    }

    /// <summary>Waits until everything is sent: this side is about to end.</summary>
    public void Drain()
    {
        lock (_queue)
        {
            while (_isSending || _queue.Count > 0)
                Monitor.Wait(_queue);
        }
    }

    /// <summary>Sends nothing more.</summary>
    public void Close()
    {
        SharedBlock[] unsent;
        lock (_queue)
        {
            _isClosed = true;
            unsent = [.. _queue.Select(static entry => entry.Block).OfType<SharedBlock>()];
            _queue.Clear();
            Monitor.PulseAll(_queue);
        }
        // Not in there: the end of a block is for every worker to hear.
        foreach (SharedBlock block in unsent)
            block.EndUse();
    }

    private void Add(Entry entry)
    {
        if (_isClosed)
            return;
        EnsureStarted();
        _queue.Enqueue(entry);
        Monitor.PulseAll(_queue);
    }

    // Who has only a word to say says it on its own thread where there is no other: it is taken where the peer reads.
    private bool TryStart()
    {
        try
        {
            EnsureStarted();
            return true;
        }
        catch (NoThreadException)
        {
            return false;
        }
    }

    private void Run()
    {
        while (TryTake(out Entry entry))
        {
            SendNow(entry);
            entry.Block?.EndUse();
        }
    }

    private bool TryTake(out Entry entry)
    {
        lock (_queue)
        {
            _isSending = false;
            Monitor.PulseAll(_queue); // for who waits for the end of it
            while (_queue.Count == 0 && !_isClosed)
                Monitor.Wait(_queue);
            return _isSending = _queue.TryDequeue(out entry);
        }
    }

    private void SendNow(Entry entry)
    {
        try
        {
            if (entry.Lane is { } lane)
                SendItems(lane);
            else if (entry.Block is { } block)
                offer!(block); // past the connection, on which nobody else sends
            else
                SendFrame(entry);
        }
        catch (ConnectionLostException)
        {
            Close();
            control.Close(); // the peer has ended; or it must, because it would wait for what it never hears
        }
    }

    private void SendItems(LaneSender lane)
    {
        if (!lane.TryTake(out FrameHeader header, out PayloadBuffer items))
            return;
        WireWriter writer = control.BeginFrame(header);
        writer.WriteEncoded(items);
        control.EndFrame(ref writer);
        lane.GiveBack(items);
    }

    private void SendFrame(Entry entry)
    {
        try
        {
            SendFrame(entry.Header, entry.Error);
        }
        catch (PayloadTooLargeException)
        {
            control.AbandonFrame();
            SendFrame(entry.Header, entry.Error!.Shorten());
        }
    }

    private void SendFrame(in FrameHeader header, RemoteError? error)
    {
        WireWriter writer = control.BeginFrame(header);
        error?.Write(ref writer);
        control.EndFrame(ref writer);
    }

    private readonly record struct Entry(FrameHeader Header, LaneSender? Lane, RemoteError? Error, SharedBlock? Block);
}
