namespace ParallelGen.Transport.SharedMemory;

/// <summary>
/// The sink of the frames that are sent: the free memory of the ring itself. A frame that is small is sent when it is complete; one that is
/// large is sent piece by piece while it is written. What finds no room, or must lie in one piece that is too large for the ring, waits in
/// memory of this side's own.
/// </summary>
/// <param name="ring">The ring.</param>
/// <param name="streamer">Sends what does not stand in the ring.</param>
/// <param name="doorbell">Tells whether the peer is gone.</param>
/// <param name="limit">The most bytes that a payload may have.</param>
/// <param name="requests">
/// The parent's requests; null on the worker's side, where the writing thread may wait for the peer. A caller's must not: what the peer leaves
/// no room for waits for another thread to send it.
/// </param>
internal sealed class FrameWriter(RingProducer ring, FrameStreamer streamer, Doorbell doorbell, long limit, RequestTable? requests) : WireSink
{
    private const int LargestWhole = 256 * 1024;

    // A worker that has claimed the request reads it, but for a collection or the faults of large memory, which pass. What is put aside
    // instead costs another copy.
    private const int MillisecondsUnclaimed = 1, MillisecondsClaimed = 4;

    // From this size on a frame is streamed.
    private readonly int _threshold = Math.Min(LargestWhole, ring.Capacity / 4);

    // The span given out last is in the rest of the frame, not in the ring.
    private bool _isSpilling;

    // The peer left no room: what is still to come of this frame goes to its rest.
    private bool _isStalled;

    // What was written may still change.
    private bool _isHeld;

    /// <summary>The frame that is being written.</summary>
    public OutgoingFrame Frame { get; private set; } = new();

    /// <summary>Whether all of the frame stands in the ring, and none of it is sent.</summary>
    public bool IsInPlace => !_isSpilling && !Frame.IsStreaming && Frame.HasPlace;

    internal override long Length => Frame.Length;

    /// <param name="header">The header, without the length.</param>
    /// <param name="isBehindOthers">Whether frames are still to be sent before this one, by another thread, which has the ring.</param>
    public void Begin(in FrameHeader header, bool isBehindOthers)
    {
        Frame.Begin(header);
        Limit = limit;
        _isSpilling = isBehindOthers;
        _isStalled = isBehindOthers;
        _isHeld = false;
        if (!isBehindOthers)
            Frame.Place(ring.Tail);
    }

    /// <summary>Sends the frame. False when another thread must do it: take it by <see cref="Detach"/>.</summary>
    /// <exception cref="ConnectionLostException">The peer is gone, and this side might have waited for it.</exception>
    public bool TrySend()
    {
        if (!_isSpilling)
        {
            if (Frame.IsStreaming)
            {
                streamer.EndStream(Frame);
                return true;
            }
            // Of a frame without a payload nobody asked for room before.
            if (ring.IsFree(Frame.Position))
            {
                streamer.SendWhole(Frame);
                return true;
            }
        }
        Frame.IsComplete = true;
        var patience = new Patience(doorbell);
        while (!Frame.IsSent)
        {
            if (_isStalled)
                return false;
            if (streamer.TryStep(Frame))
                patience = new Patience(doorbell);
            else
                WaitForRoom(ref patience);
        }
        Frame.ClearRest();
        return true;
    }

    /// <summary>Gives the frame to another thread.</summary>
    public OutgoingFrame Detach()
    {
        OutgoingFrame frame = Frame;
        Frame = new OutgoingFrame();
        return frame;
    }

    /// <summary>Drops the frame. False when the peer has seen its beginning.</summary>
    public bool Abandon()
    {
        Frame.ClearRest();
        if (!Frame.IsStreaming)
            return true;
        streamer.AbandonStream(Frame);
        return false;
    }

    internal override Span<byte> Next(int written, int sizeHint)
    {
        CheckLimit(written, sizeHint - WireLimits.HintSlack);
        Commit(written);
        return TryGetRoom(sizeHint, sizeHint, out Span<byte> room) ? room : Frame.Rest.Next(0, sizeHint);
    }

    internal override Span<byte> NextPiece(int written, int wanted)
    {
        CheckLimit(written, wanted);
        Commit(written);
        return TryGetRoom(Math.Min(wanted, streamer.Piece), wanted, out Span<byte> room) ? room : Frame.Rest.NextPiece(0, wanted);
    }

    internal override void Hold() => _isHeld = true;

    internal override void End(int written)
    {
        CheckLimit(written, 0);
        Commit(written);
    }

    internal override Span<byte> Truncate(long length)
    {
        Span<byte> room = Frame.Truncate(length, out _isSpilling);
        if (Frame.IsStreaming && Frame.Position < ring.Tail)
            throw new InvalidOperationException("What was sent can't be dropped.");
        _isSpilling |= _isStalled;
        return room;
    }

    private void CheckLimit(int written, int more)
    {
        long length = Length + written;
        if (length > Limit || more > Limit - length)
            WireError.ThrowPastLimit(limit);
    }

    private void Commit(int written)
    {
        if (_isSpilling)
            Frame.Rest.End(written);
        else
            Frame.Position += written;
    }

    // False where the frame goes on in its rest.
    private bool TryGetRoom(int least, int wanted, out Span<byte> room)
    {
        room = default;
        if (_isSpilling && !TryEmptyRest())
            return false;
        _isSpilling = !TryWaitForRoom(ref least, wanted);
        if (_isSpilling)
            return false;
        int most = Frame.IsStreaming ? streamer.Piece : _isHeld ? ring.Capacity : _threshold - (int)(Frame.Position - Frame.Start);
        room = ring.Take(Frame.Position, Math.Max(least, most));
        return true;
    }

    private bool TryEmptyRest()
    {
        var patience = new Patience(doorbell);
        while (Frame.RestLength > 0)
        {
            if (_isHeld || _isStalled)
                return false;
            if (streamer.TryStep(Frame))
                patience = new Patience(doorbell);
            else
                WaitForRoom(ref patience);
        }
        if (_isStalled)
            return false;
        Frame.ClearRest();
        return true;
    }

    private bool TryWaitForRoom(ref int least, int wanted)
    {
        // The peer may keep as much in use while it waits for more, and so may what must not be sent yet.
        if (least > ring.Capacity / 4)
            return false;
        long size = Frame.Position - Frame.Start;
        if (!Frame.IsStreaming && !_isHeld && size + wanted > _threshold)
            TryBeginStream();
        var patience = new Patience(doorbell);
        while (true)
        {
            if (Frame.IsStreaming)
            {
                if (!_isHeld && RingMemory.RoundDown(Frame.Position) > ring.Tail)
                    ring.Publish(RingMemory.RoundDown(Frame.Position));
                // Not in crumbs.
                least = Math.Max(least, streamer.Piece / 2);
            }
            if (ring.IsFree(Frame.Position + least))
                return true;
            if (_isHeld && Frame.Position - ring.Tail + least > ring.Capacity / 2)
                return false;
            if (!Frame.IsStreaming && size + least > ring.Capacity / 2 && TryBeginStream())
                continue;
            WaitForRoom(ref patience);
            if (_isStalled)
                return false;
        }
    }

    // What was written stands in memory that was free; only of a frame that has nothing yet, the header's may not be.
    private bool TryBeginStream()
    {
        if (!ring.CanBeginStream || !ring.IsFree(Frame.Position))
            return false;
        streamer.BeginStream(Frame);
        return true;
    }

    private void WaitForRoom(ref Patience patience)
    {
        // A caller's request is written to its end even when the worker is gone: it is then given to another.
        if (requests is not null)
            _isStalled = !patience.TryWaitBriefly(Frame.IsStreaming && requests.IsClaimed(Frame.Header) ? MillisecondsClaimed : MillisecondsUnclaimed);
        else if (!patience.TryWait())
            throw new ConnectionLostException("The peer is gone, and left no room for what was to be sent.");
    }
}
