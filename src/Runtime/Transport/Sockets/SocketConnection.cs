using System.Net.Sockets;

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

    private readonly Socket _socket;
    private readonly SocketSource _source;
    private readonly BacklogSender? _backlog;
    private readonly byte[] _headerBytes = new byte[FrameHeader.Size];
    private readonly long _maxPayloadBytes;
    private PayloadBuffer _payload;
    private PayloadBuffer? _unclaimed;
    private bool _claimed;
    private FrameHeader _header;

    /// <param name="socket">A connected socket, which the connection owns from now on.</param>
    /// <param name="maxPayloadBytes">The largest payload in either direction.</param>
    /// <param name="mayBlock">Whether a send may wait for the peer: a worker's may, a caller's must not.</param>
    public SocketConnection(Socket socket, long maxPayloadBytes, bool mayBlock)
    {
        _socket = socket;
        _maxPayloadBytes = maxPayloadBytes;
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

        PayloadBuffer sent = _payload;
        if (_backlog is not null && header.Kind is FrameKind.Call)
        {
            // Kept until the worker claims it; the buffer kept before serves the next frame.
            _payload = _unclaimed ?? new PayloadBuffer(_maxPayloadBytes);
            _unclaimed = sent;
            _claimed = false;
        }
        if (_backlog is null || (header.Length <= InlineSendLimit && !_backlog.IsBusy))
        {
            SocketIO.SendAll(_socket, _headerBytes, sent);
            return;
        }
        bool isKept = sent == _unclaimed;
        if (!isKept)
            _payload = new PayloadBuffer(_maxPayloadBytes); // the queued one is the sender's
        _backlog.Add(_headerBytes, sent, disposePayload: !isKept);
    }

    public override void AbandonFrame() => _payload.Clear();

    public override bool Receive(out FrameHeader header)
    {
        header = default;
        if (!_source.TryFill(FrameHeader.Size))
            return false;
        header = FrameHeader.Read(_source.Take(FrameHeader.Size));
        if (header.Length > _maxPayloadBytes)
            throw new ProtocolException($"A frame of {header.Length} bytes is larger than the limit of {_maxPayloadBytes}.");
        if (_unclaimed is not null)
            NoteClaim(header.Kind);
        _source.BeginPayload(header.Length);
        return true;
    }

    public override WireReader OpenPayload() => _source.OpenReader();

    public override void ReleasePayload() => _source.EndPayload();

    public override PayloadBuffer? TakeUnclaimed()
    {
        _backlog?.WaitUntilIdle();
        if (_claimed)
            return null;
        PayloadBuffer? unclaimed = _unclaimed;
        _unclaimed = null;
        return unclaimed;
    }

    public override void Close()
    {
        try
        {
            _socket.Shutdown(SocketShutdown.Both);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The peer was faster, or another thread: it is closed.
        }
    }

    // The worker claims before it reads the arguments, so the request may still be on its way then. Its memory is free at the answer, before
    // which the worker has read it whole.
    private void NoteClaim(FrameKind kind)
    {
        _claimed = true;
        if (kind is not FrameKind.Claimed)
            _unclaimed!.Clear();
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
