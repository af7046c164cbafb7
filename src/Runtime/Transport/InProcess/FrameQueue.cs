namespace ParallelGen.Transport.InProcess;

/// <summary>One direction of a connection inside the process: frames in order, each owning its payload.</summary>
internal sealed class FrameQueue
{
    private readonly Queue<(FrameHeader Header, PayloadBuffer Payload)> _frames = new();
    private bool _closed;

    public void Add(FrameHeader header, PayloadBuffer payload)
    {
        lock (_frames)
        {
            if (_closed)
            {
                payload.Dispose();
                throw new ConnectionLostException("The other side has closed the connection.");
            }
            _frames.Enqueue((header, payload));
            Monitor.Pulse(_frames);
        }
    }

    /// <summary>Waits for a frame. False when the queue is closed and empty.</summary>
    public bool Wait()
    {
        lock (_frames)
        {
            while (_frames.Count == 0 && !_closed)
                Monitor.Wait(_frames);
            return _frames.Count > 0;
        }
    }

    public bool TryTake(out FrameHeader header, out PayloadBuffer? payload)
    {
        lock (_frames)
        {
            bool taken = _frames.TryDequeue(out (FrameHeader Header, PayloadBuffer Payload) frame);
            header = frame.Header;
            payload = frame.Payload;
            return taken;
        }
    }

    public void Close()
    {
        lock (_frames)
        {
            _closed = true;
            Monitor.PulseAll(_frames);
        }
    }

    public void Clear()
    {
        lock (_frames)
        {
            while (_frames.TryDequeue(out (FrameHeader Header, PayloadBuffer Payload) frame))
                frame.Payload.Dispose();
        }
    }
}
