using System.Diagnostics;

namespace ParallelGen.Transport.InProcess;

/// <summary>A connection between two threads of one process, for <see cref="ExecutionMode.InProcess"/>.</summary>
internal sealed class InProcessConnection : Connection
{
    private readonly FrameQueue _outgoing;
    private readonly FrameQueue _incoming;
    private readonly long _maxPayloadBytes;
    private PayloadBuffer? _writing;
    private FrameHeader _header;
    private List<SharedBlock>? _blocks; // to which the frame refers that is written
    private InProcessFrame? _reading;
    private long _claimedId;
    private long _claimedAt;

    private InProcessConnection(FrameQueue outgoing, FrameQueue incoming, long maxPayloadBytes)
    {
        _outgoing = outgoing;
        _incoming = incoming;
        _maxPayloadBytes = maxPayloadBytes;
    }

    public static (InProcessConnection Parent, InProcessConnection Worker) CreatePair(long maxPayloadBytes)
    {
        FrameQueue down = new(), up = new();
        return (new InProcessConnection(down, up, maxPayloadBytes), new InProcessConnection(up, down, maxPayloadBytes));
    }

    public override WireWriter BeginFrame(scoped in FrameHeader header)
    {
        _header = header;
        _writing = new PayloadBuffer(_maxPayloadBytes);
        return new WireWriter(_writing);
    }

    public override void EndFrame(ref WireWriter writer)
    {
        PayloadBuffer payload = _writing!;
        PayloadBuffer.Complete(ref writer);
        IReadOnlyList<SharedBlock> blocks = _blocks ?? [];
        _writing = null;
        _blocks = null;
        _outgoing.Add(new InProcessFrame(_header with { Length = checked((int)payload.Length) }, payload, blocks));
    }

    public override void Hold(IReadOnlyList<SharedBlock> blocks)
    {
        foreach (SharedBlock block in blocks)
        {
            // One that is free already can't be found by who reads the frame.
            if (block.TryUse())
                (_blocks ??= []).Add(block);
        }
    }

    public override bool AbandonFrame()
    {
        _writing?.Dispose();
        _writing = null;
        _blocks?.ForEach(static block => block.EndUse());
        _blocks = null;
        return true;
    }

    public override bool Wait() => _incoming.Wait();

    public override bool TryReceive(out FrameHeader header)
    {
        header = default;
        if (!_incoming.TryTake(out _reading))
            return false;
        header = _reading.Header;
        if (header.Kind is FrameKind.Claimed)
        {
            _claimedAt = Stopwatch.GetTimestamp();
            Volatile.Write(ref _claimedId, header.CallId);
        }
        return true;
    }

    public override WireReader OpenPayload() => _reading!.Payload.OpenReader();

    public override void ReleasePayload()
    {
        _reading?.Dispose();
        _reading = null;
    }

    public override bool TryClaim(scoped in FrameHeader header)
    {
        Send(new FrameHeader(FrameKind.Claimed, header.CallId) { Slot = header.Slot });
        return true;
    }

    public override long ClaimedAt(int slot, long callId) => Volatile.Read(ref _claimedId) == callId ? _claimedAt : 0;

    // A thread never dies between taking a request and claiming it.
    public override PayloadBuffer? TakeUnclaimed(int slot, long callId) => null;

    /// <summary>Ends this side's sending; the other side still receives what was sent, and may answer.</summary>
    public void CloseOutgoing() => _outgoing.Close();

    public override void Close()
    {
        _outgoing.Close();
        _incoming.Close();
    }

    public override void Dispose()
    {
        Close();
        AbandonFrame();
        ReleasePayload();
        _incoming.Clear();
    }
}
