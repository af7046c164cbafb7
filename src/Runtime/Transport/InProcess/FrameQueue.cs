using System.Diagnostics.CodeAnalysis;

namespace ParallelGen.Transport.InProcess;

/// <summary>One direction of a connection inside the process: frames in order.</summary>
internal sealed class FrameQueue
{
    private readonly Queue<InProcessFrame> _frames = new();
    private bool _closed;

    public void Add(InProcessFrame frame)
    {
        lock (_frames)
        {
            if (!_closed)
            {
                _frames.Enqueue(frame);
                Monitor.Pulse(_frames);
                return;
            }
        }
        frame.Dispose();
        throw new ConnectionLostException("The other side has closed the connection.");
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

    public bool TryTake([NotNullWhen(true)] out InProcessFrame? frame)
    {
        lock (_frames)
            return _frames.TryDequeue(out frame);
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
        while (TryTake(out InProcessFrame? frame))
            frame.Dispose();
    }
}
