using System.Diagnostics;
using ParallelGen.Platform;

namespace ParallelGen.Transport.SharedMemory;

/// <summary>The parent's side.</summary>
internal sealed class ParentConnection : SharedMemoryConnection
{
    // What is held back until it is complete takes no more of a ring of the usual size.
    private const int LargestRemains = SegmentLayout.DefaultRingCapacity / 2;

    private readonly RequestTable _requests;
    private readonly BacklogSender _backlog;
    private readonly CoreSpread _spread = new();

    /// <param name="socket">A connected socket, which the connection owns from now on.</param>
    /// <param name="segment">A segment that the worker has mapped, or is about to; the connection's from now on.</param>
    /// <param name="maxPayloadBytes">The largest payload in either direction.</param>
    public ParentConnection(LocalSocket socket, Segment segment, long maxPayloadBytes)
        : this(socket, segment, maxPayloadBytes, new RequestTable(segment))
    {
    }

    private ParentConnection(LocalSocket socket, Segment segment, long maxPayloadBytes, RequestTable requests)
        : base(socket, segment, maxPayloadBytes, requests)
    {
        _requests = requests;
        _backlog = new BacklogSender(Producer, Streamer, _requests, Doorbell, () => OnSenderIdle?.Invoke());
    }

    public override bool CanSend => !_backlog.IsBusy;

    public override WireWriter BeginFrame(scoped in FrameHeader header)
    {
        if (RequestTable.IsRequest(header.Kind))
            _requests.Begin(header);
        Writer.Begin(header, isBehindOthers: _backlog.IsBusy);
        return new WireWriter(Writer);
    }

    public override void EndFrame(ref WireWriter writer)
    {
        writer.Finish();
        OutgoingFrame frame = Writer.Frame;
        bool isRequest = RequestTable.IsRequest(frame.Header.Kind);
        if (Writer.TrySend())
        {
            if (isRequest)
                _requests.End(frame.Header, frame.Start, frame.Position);
        }
        else
        {
            _backlog.EnsureStarted();
            if (isRequest)
                _requests.End(frame);
            _backlog.Add(Writer.Detach());
        }
        // Even then the request is kept, and goes to another worker.
        if (Doorbell.IsClosed)
            throw new ConnectionLostException("The connection is closed.");
    }

    /// <summary>Waits until the worker rings. Arm first, or another thread must have.</summary>
    public override bool Wait() => Doorbell.Wait();

    // Where a frame is there the flag stays: only who reads may clear it, or it would be cleared when another has read that frame, and waits again.
    public override bool Arm()
    {
        Doorbell.Arm();
        return !HasFrame;
    }

    public override unsafe void LeavePeersCore() => _spread.MoveFrom(Volatile.Read(ref Segment.Shared->WorkerCore) - 1);

    public override bool IsArmed => Doorbell.IsArmed;

    public override void Disarm() => Doorbell.Disarm();

    public override bool TryClaim(scoped in FrameHeader header) => throw new NotSupportedException("Requests are claimed by workers.");

    public override long ClaimedAt(int slot, long callId) => _requests.ClaimedAt(slot, callId);

    public override unsafe long ItemStartedAt(int slot, long callId)
    {
        long claimedAt = ClaimedAt(slot, callId);
        return claimedAt == 0 ? 0 : RequestTable.TimeWithin(Volatile.Read(ref ItemsOf(slot)->StartedAt), claimedAt);
    }

    public override unsafe bool TryGetRemains(int slot, long callId, int count, scoped ref ItemRemains remains)
    {
        if (ClaimedAt(slot, callId) == 0)
            return false;
        ItemProgress items = *ItemsOf(slot); // a copy: what is checked is what is used
        if (items.Index is < ItemProgress.None || items.Index > count)
            return false;
        remains.Index = items.Index;
        remains.HasEnd = items.ResultsEnd > 0;
        remains.HasResults = items.ResultsEnd >= 0 && items.ResultsEnd <= LargestRemains
            && Reader.TryGetUnsent(remains.HasEnd ? items.ResultsEnd : LargestRemains, out ReadOnlySpan<byte> payload) && Open(payload, ref remains);
        return true;
    }

    private static bool Open(ReadOnlySpan<byte> payload, scoped ref ItemRemains remains)
    {
        remains.Results = new WireReader(payload);
        return true;
    }

    public override bool TryRevoke(int slot, long callId)
    {
        bool isRevoked = _requests.TryRevoke(slot, callId);
        if (isRevoked)
            _backlog.Wake();
        return isRevoked;
    }

    public override PayloadBuffer? TakeUnclaimed(int slot, long callId)
    {
        if (_requests.FrameOf(slot, callId) is { } frame)
            _backlog.Release(frame);
        return _requests.Take(slot, callId, Producer);
    }

    public override void Close()
    {
        base.Close();
        _backlog.Wake();
    }

    public override void Dispose()
    {
        Close();
        _backlog.Dispose();
        _requests.Clear();
        base.Dispose();
    }
}
