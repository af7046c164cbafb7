using ParallelGen.Platform;

namespace ParallelGen.Transport.Sockets;

/// <summary>
/// Sends the frames that are too large to be sent without waiting for the peer, on a thread of its own that is started with the first.
/// A caller's thread never waits for a worker.
/// </summary>
internal sealed class BacklogSender(LocalSocket socket) : IDisposable
{
    private readonly Queue<Frame> _frames = new();
    private Thread? _thread;
    private bool _sending;
    private bool _closed;

    /// <summary>Whether a frame is still to be sent: the frames that follow must queue behind it.</summary>
    public bool IsBusy
    {
        get
        {
            lock (_frames)
                return _sending || _frames.Count > 0;
        }
    }

    /// <summary>Starts the thread, before the first frame is added.</summary>
    /// <exception cref="NoThreadException">There is none.</exception>
    public void EnsureStarted() => _thread ??= OwnThread.Start("sender", Run, OwnThread.SmallStack);

    /// <summary>Takes a frame over, of which the thread was started.</summary>
    /// <param name="header">Copied.</param>
    /// <param name="payload">Must stay as it is until the worker answers, or <see cref="WaitUntilIdle"/> returns.</param>
    /// <param name="disposePayload">Whether the payload is the sender's own from now on.</param>
    public void Add(byte[] header, PayloadBuffer payload, bool disposePayload)
    {
        lock (_frames)
        {
            _frames.Enqueue(new Frame([.. header], payload, disposePayload));
            Monitor.PulseAll(_frames);
        }
    }

    /// <summary>Waits until nothing is sent any more. Returns soon once the socket is shut down.</summary>
    public void WaitUntilIdle()
    {
        lock (_frames)
        {
            while (_sending || _frames.Count > 0)
                Monitor.Wait(_frames);
        }
    }

    public void Dispose()
    {
        lock (_frames)
        {
            _closed = true;
            _frames.Clear();
            Monitor.PulseAll(_frames);
        }
        _thread?.Join();
    }

    private void Run()
    {
        while (true)
        {
            Frame? frame;
            lock (_frames)
            {
                _sending = false;
                Monitor.PulseAll(_frames);
                while (_frames.Count == 0 && !_closed)
                    Monitor.Wait(_frames);
                if (!_frames.TryDequeue(out frame))
                    return;
                _sending = true;
            }
            try
            {
                SocketIO.SendAll(socket, frame.Header, frame.Payload);
            }
            catch (ConnectionLostException)
            {
                // The thread that receives sees the end of the connection, and settles what was under way.
            }
            if (frame.DisposePayload)
                frame.Payload.Dispose();
        }
    }

    private sealed record Frame(byte[] Header, PayloadBuffer Payload, bool DisposePayload);
}
