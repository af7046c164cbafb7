using ParallelGen.Platform;

namespace ParallelGen.Transport.SharedMemory;

/// <summary>
/// Sends the frames for which the worker left no room, on a thread of its own that is started with the first. A caller's thread never waits
/// for a worker. While this thread has frames it has the ring.
/// </summary>
/// <param name="ring">The ring.</param>
/// <param name="streamer">Writes frames into it.</param>
/// <param name="requests">Which requests are revoked, or claimed.</param>
/// <param name="doorbell">Rings for room, and shows the peer's end.</param>
/// <param name="onIdle">Called when there are no frames left, on the thread that sent them.</param>
internal sealed class BacklogSender(RingProducer ring, FrameStreamer streamer, RequestTable requests, Doorbell doorbell, Action onIdle) : IDisposable
{
    // The first is the one that is being sent.
    private readonly List<OutgoingFrame> _frames = [];
    private Thread? _thread;
    private volatile bool _isBusy;
    private bool _isClosed;

    // The peer is gone: nothing is sent any more.
    private bool _isDead;

    /// <summary>
    /// Whether frames are still to be sent: those that follow must queue behind them. It stays so once the peer is gone: what could not be
    /// sent keeps its place in the ring.
    /// </summary>
    public bool IsBusy => _isBusy;

    /// <summary>Starts the thread, before the first frame is added.</summary>
    /// <exception cref="NoThreadException">There is none.</exception>
    public void EnsureStarted() => _thread ??= OwnThread.Start("sender", Run, OwnThread.SmallStack);

    /// <summary>Takes a frame over that is complete.</summary>
    public void Add(OutgoingFrame frame)
    {
        lock (_frames)
        {
            _isBusy = true;
            _frames.Add(frame);
            Monitor.PulseAll(_frames);
        }
    }

    /// <summary>Has the thread look again: a request was revoked, or the connection closed.</summary>
    public void Wake()
    {
        if (!_isBusy)
            return;
        lock (_frames)
            Monitor.PulseAll(_frames);
    }

    /// <summary>Waits until the thread has let go of a frame that is revoked, or can't be sent any more.</summary>
    public void Release(OutgoingFrame frame)
    {
        lock (_frames)
        {
            while (!_isDead && _frames.Count > 0 && _frames[0] == frame)
                Monitor.Wait(_frames);
            _frames.Remove(frame);
        }
    }

    public void Dispose()
    {
        lock (_frames)
        {
            _isClosed = true;
            Monitor.PulseAll(_frames);
        }
        _thread?.Join();
        foreach (OutgoingFrame frame in _frames)
            frame.Rest.Dispose();
    }

    private void Run()
    {
        while (Next() is { } frame)
        {
            bool isDone = TrySend(frame);
            lock (_frames)
            {
                if (isDone)
                    _frames.RemoveAt(0);
                _isDead = !isDone;
                _isBusy = !isDone || _frames.Count > 0;
                Monitor.PulseAll(_frames);
            }
            if (!isDone)
                return;
            if (!_isBusy)
                onIdle();
        }
    }

    // The frame stays in the queue while it is sent.
    private OutgoingFrame? Next()
    {
        lock (_frames)
        {
            while (_frames.Count == 0 && !_isClosed)
                Monitor.Wait(_frames);
            return _isClosed ? null : _frames[0];
        }
    }

    // False when the peer is gone.
    private bool TrySend(OutgoingFrame frame)
    {
        var patience = new Patience(doorbell, _frames);
        while (!frame.IsSent)
        {
            if (requests.IsRevoked(frame.Header))
            {
                GiveUp(frame);
                return true;
            }
            if (MayStep(frame) && streamer.TryStep(frame))
                patience = new Patience(doorbell, _frames);
            else if (!patience.TryWait())
                return false;
        }
        frame.ClearRest();
        return true;
    }

    // The worker frees what it has claimed, or passed over because it was taken back: the bytes of the latter are still wanted.
    private bool MayStep(OutgoingFrame frame) =>
        !frame.HasPlace || frame.Position + streamer.Piece - frame.Start <= ring.Capacity
        || !RequestTable.IsRequest(frame.Header.Kind) || requests.IsClaimed(frame.Header);

    private void GiveUp(OutgoingFrame frame)
    {
        bool isStreaming = frame.IsStreaming;
        frame.Withdraw(ring);
        if (isStreaming)
            ring.EndStream(ring.Tail, isAbandoned: true);
    }
}
