using System.Diagnostics;
using ParallelGen.Platform;

namespace ParallelGen.Transport.Sockets;

/// <summary>
/// A connection over a stream socket: the fallback of the shared-memory transport. A frame is encoded into a pooled buffer and sent by one
/// gathering write; it is decoded from a receive buffer that is filled while the reader goes on, so that a large payload never stands in
/// memory twice on the receiving side.
/// </summary>
internal sealed class SocketConnection : Connection
{
    // A send of this size fits into the socket's buffer while nothing else is under way, so it does not wait for the peer.
    internal const int InlineSendLimit = 64 * 1024;

    private readonly LocalSocket _socket;
    private readonly SocketSource _source;
    private readonly BacklogSender? _backlog;
    private readonly byte[] _headerBytes = new byte[FrameHeader.Size];
    private readonly long _maxPayloadBytes;
    private readonly long _largestFrame;
    private PayloadBuffer _payload;
    private PayloadBuffer? _unclaimed; // the payload of the last call
    private long _unclaimedId;
    private long _claimedId;
    private long _claimedAt;
    private FrameHeader _header;

    /// <param name="socket">A connected socket, which the connection owns from now on.</param>
    /// <param name="maxPayloadBytes">The largest payload in either direction.</param>
    /// <param name="mayBlock">Whether a send may wait for the peer: a worker's may, and that of a thread of its own; a caller's must not.</param>
    public SocketConnection(LocalSocket socket, long maxPayloadBytes, bool mayBlock)
    {
        _socket = socket;
        _maxPayloadBytes = maxPayloadBytes;
        _largestFrame = WireLimits.LargestAnswer(maxPayloadBytes);
        _source = new SocketSource(socket);
        _backlog = mayBlock ? null : new BacklogSender(socket);
        _payload = new PayloadBuffer(maxPayloadBytes);
    }

    public override WireWriter BeginFrame(scoped in FrameHeader header)
    {
        _header = header;
        _payload.Clear();
        return new WireWriter(_payload);
    }

    public override void EndFrame(ref WireWriter writer)
    {
        PayloadBuffer.Complete(ref writer);
        FrameHeader header = _header with { Length = checked((int)_payload.Length) };
        header.Write(_headerBytes);

        bool isQueued = _backlog is not null && (header.Length > InlineSendLimit || _backlog.IsBusy);
        if (isQueued)
            _backlog!.EnsureStarted();
        PayloadBuffer sent = _payload;
        if (_backlog is not null && header.Kind is FrameKind.Call)
        {
            // Kept until the worker claims it; the buffer kept before serves the next frame.
            _payload = _unclaimed ?? new PayloadBuffer(_maxPayloadBytes);
            _unclaimed = sent;
            _unclaimedId = header.CallId;
        }
        if (!isQueued)
        {
            SocketIO.SendAll(_socket, _headerBytes, sent);
            return;
        }
        bool isKept = sent == _unclaimed;
        if (!isKept)
            _payload = new PayloadBuffer(_maxPayloadBytes); // the queued one is the sender's
        _backlog!.Add(_headerBytes, sent, disposePayload: !isKept);
    }

    public override bool AbandonFrame()
    {
        _payload.Clear();
        return true;
    }

    public override bool Wait() => _source.TryFill(1);

    public override bool TryReceive(out FrameHeader header)
    {
        header = default;
        if (_source.IsEmpty)
            return false;
        _source.TryFill(FrameHeader.Size);
        header = FrameHeader.Read(_source.Take(FrameHeader.Size));
        if (header.Length > _largestFrame)
            throw new ProtocolException($"A frame of {header.Length} bytes is larger than the limit of {_largestFrame}.");
        if (header.Kind is FrameKind.Claimed)
            NoteClaim(header.CallId);
        else if (header.CallId == _unclaimedId && header.Kind is (FrameKind.Result or FrameKind.Failure))
            ReleaseCall();
        _source.BeginPayload(header.Length);
        return true;
    }

    public override WireReader OpenPayload() => _source.OpenReader();

    public override void ReleasePayload() => _source.EndPayload();

    public override bool TryClaim(scoped in FrameHeader header)
    {
        Send(new FrameHeader(FrameKind.Claimed, header.CallId) { Slot = header.Slot });
        return true;
    }

    public override long ClaimedAt(int slot, long callId) => Volatile.Read(ref _claimedId) == callId ? _claimedAt : 0;

    public override PayloadBuffer? TakeUnclaimed(int slot, long callId)
    {
        _backlog?.WaitUntilIdle();
        PayloadBuffer? unclaimed = ClaimedAt(slot, callId) == 0 && _unclaimedId == callId ? _unclaimed : null;
        if (unclaimed is not null)
            _unclaimed = null;
        return unclaimed;
    }

    public override void Close()
    {
        try
        {
            _socket.Shutdown();
        }
        catch (Exception exception) when (exception is LocalSocketException or ObjectDisposedException)
        {
            // The peer was faster, or another thread: it is closed.
        }
    }

    // The worker has read a call whole before it answers; one that says so and has not gets the rest before anything else happens.
    private void ReleaseCall()
    {
        _backlog?.WaitUntilIdle();
        _unclaimed?.Clear();
    }

    private void NoteClaim(long callId)
    {
        _claimedAt = Stopwatch.GetTimestamp();
        Volatile.Write(ref _claimedId, callId);
    }

    public override void Dispose()
    {
        Close();
        _backlog?.Dispose();
        _socket.Dispose();
        _source.Dispose();
        _payload.Dispose();
        _unclaimed?.Dispose();
    }
}
