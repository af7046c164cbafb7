namespace ParallelGen.Transport.SharedMemory;

/// <summary>Puts the rest of a frame into the ring, step by step, as room comes.</summary>
internal sealed class FrameStreamer(RingProducer ring)
{
    private const int LargestPiece = 64 * 1024;

    /// <summary>The bytes that are sent at a time while a payload streams: both sides copy at once, each another piece.</summary>
    public int Piece { get; } = Math.Min(LargestPiece, ring.Capacity / 8);

    /// <summary>Does what can be done at once. False when that was nothing, for want of room.</summary>
    public bool TryStep(OutgoingFrame frame)
    {
        if (!frame.HasPlace)
        {
            if (!ring.IsFree(ring.Tail + FrameHeader.Size))
                return false;
            frame.Place(ring.Tail);
        }
        if (frame.IsStreaming)
            return TrySendPiece(frame);
        if (frame.IsComplete && FrameHeader.Size + frame.Length <= ring.Capacity / 2)
            return TrySendWhole(frame);
        if (!ring.CanBeginStream || !ring.IsFree(frame.Position))
            return false;
        BeginStream(frame);
        return true;
    }

    /// <summary>Sends the header, and what stands in the ring of the payload.</summary>
    public void BeginStream(OutgoingFrame frame)
    {
        WriteHeader(frame, frame.Header with { Flags = frame.Header.Flags | FrameFlags.Streamed });
        frame.IsStreaming = true;
        ring.BeginStream(RingMemory.RoundDown(frame.Position));
    }

    /// <summary>Sends a frame that stands in the ring whole.</summary>
    public void SendWhole(OutgoingFrame frame)
    {
        WriteHeader(frame, frame.Header);
        frame.IsSent = true;
        ring.PublishFrame(RingMemory.RoundUp(frame.Position));
    }

    /// <summary>Sends the last piece of a frame that streams.</summary>
    public void EndStream(OutgoingFrame frame)
    {
        frame.IsStreaming = false;
        frame.IsSent = true;
        ring.EndStream(frame.Position, isAbandoned: false);
    }

    /// <summary>Ends the stream with what was sent: the peer passes over it.</summary>
    public void AbandonStream(OutgoingFrame frame)
    {
        frame.IsStreaming = false;
        ring.EndStream(ring.Tail, isAbandoned: true);
    }

    private bool TrySendWhole(OutgoingFrame frame)
    {
        if (!ring.IsFree(frame.Position + frame.RestLength))
            return false;
        frame.Copy(ring, (int)frame.RestLength);
        SendWhole(frame);
        return true;
    }

    private bool TrySendPiece(OutgoingFrame frame)
    {
        int piece = (int)Math.Min(frame.RestLength, Piece);
        if (piece > 0)
        {
            if (!ring.IsFree(frame.Position + piece))
                return false;
            frame.Copy(ring, piece);
            if (frame.RestLength > 0 || !frame.IsComplete)
            {
                ring.Publish(RingMemory.RoundDown(frame.Position));
                return true;
            }
        }
        EndStream(frame);
        return true;
    }

    private void WriteHeader(OutgoingFrame frame, in FrameHeader header) =>
        (header with { Length = (int)(frame.Position - frame.PayloadStart) }).Write(ring.Take(frame.Start, FrameHeader.Size));
}
