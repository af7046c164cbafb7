using System.Diagnostics;

namespace ParallelGen.Transport.SharedMemory;

/// <summary>
/// The parent's view of the requests that are under way: whether the worker has claimed them, and where their bytes are as long as it has
/// not. What a request's slot in shared memory says is compared with what this side knows; anything unexpected counts as claimed, so that
/// nothing runs twice that may have run.
/// </summary>
internal sealed unsafe class RequestTable(Segment segment)
{
    private static readonly long s_skew = Stopwatch.Frequency; // much more than the clocks of two cores differ by

    private readonly Record[] _records = new Record[SharedWords.SlotCount];

    public static bool IsRequest(FrameKind kind) => kind is FrameKind.Call or FrameKind.Chunk or FrameKind.TupleChunk;

    /// <summary>Notes a request before any of it is sent.</summary>
    public void Begin(in FrameHeader header)
    {
        RequestSlot* slot = segment.Slot(header.Slot);
        ref Record record = ref _records[header.Slot];
        // If the thread that sends the rest still has it, it gives it up by itself: the request before this was revoked.
        record.Frame = null;
        record.End = 0;
        if (record.RevokedId == header.CallId)
        {
            lock (_records)
                record.RevokedId = 0; // it was taken back, and comes again
        }
        record.SentAt = (header.Flags & FrameFlags.Timed) != 0 ? Stopwatch.GetTimestamp() : 0;
        Volatile.Write(ref record.CallId, header.CallId);
        slot->Items.Reset();
        // Before the ring's tail, which the worker reads first: it finds the word of the request that it received.
        Volatile.Write(ref slot->ClaimWord, RequestSlot.SentWord(header.CallId));
    }

    /// <summary>Notes where a request stands in the ring that was written completely.</summary>
    public void End(in FrameHeader header, long start, long end)
    {
        ref Record record = ref _records[header.Slot];
        record.Start = start;
        record.End = end;
    }

    /// <summary>Notes that another thread sends the rest of a request.</summary>
    public void End(OutgoingFrame frame) => _records[frame.Header.Slot].Frame = frame;

    public bool IsRevoked(in FrameHeader header) => IsRequest(header.Kind) && Volatile.Read(ref _records[header.Slot].RevokedId) == header.CallId;

    /// <summary>Whether a frame is a request that the worker has claimed.</summary>
    public bool IsClaimed(in FrameHeader header) => IsRequest(header.Kind) && IsClaimed(header.Slot, header.CallId);

    /// <summary>Whether the worker has claimed a request, or its slot makes no sense.</summary>
    public bool IsClaimed(int slot, long callId)
    {
        long word = Volatile.Read(ref segment.Slot(slot)->ClaimWord);
        ref Record record = ref _records[slot];
        // In this order: the thread that revokes writes the second before it clears the first.
        bool isRevoked = Volatile.Read(ref record.RevokingId) == callId || Volatile.Read(ref record.RevokedId) == callId;
        return word != RequestSlot.SentWord(callId) && !(word == RequestSlot.RevokedWord(callId) && isRevoked);
    }

    public long ClaimedAt(int slot, long callId)
    {
        ref Record record = ref _records[slot];
        if (Volatile.Read(ref record.CallId) != callId || !IsClaimed(slot, callId))
            return 0;
        return record.SentAt == 0 ? Stopwatch.GetTimestamp() : TimeWithin(Volatile.Read(ref segment.Slot(slot)->ClaimTime), record.SentAt);
    }

    /// <summary>
    /// What a worker says of a time, as far as it can be. Its clock is this machine's, its word is not to be trusted: a time that is yet to come would
    /// be now for ever, and no timeout ever over.
    /// </summary>
    /// <param name="time">What it says.</param>
    /// <param name="earliest">What this side knows.</param>
    public static long TimeWithin(long time, long earliest)
    {
        long now = Stopwatch.GetTimestamp();
        return time > now + s_skew ? earliest : Math.Clamp(time, earliest, Math.Max(earliest, now));
    }

    public bool TryRevoke(int slot, long callId)
    {
        ref Record record = ref _records[slot];
        lock (_records)
        {
            // On this side, too: the worker could set its word back, and the request would be taken back twice.
            if (record.CallId != callId || record.RevokedId == callId)
                return false;
            Volatile.Write(ref record.RevokingId, callId);
            long sent = RequestSlot.SentWord(callId);
            bool isRevoked = Interlocked.CompareExchange(ref segment.Slot(slot)->ClaimWord, RequestSlot.RevokedWord(callId), sent) == sent;
            if (isRevoked)
                Volatile.Write(ref record.RevokedId, callId);
            Volatile.Write(ref record.RevokingId, 0);
            return isRevoked;
        }
    }

    /// <summary>What another thread sends, or has sent, of a request.</summary>
    public OutgoingFrame? FrameOf(int slot, long callId) => _records[slot].CallId == callId ? _records[slot].Frame : null;

    /// <summary>The bytes of a request that was never claimed and completely written; null for any other.</summary>
    public PayloadBuffer? Take(int slot, long callId, RingProducer ring)
    {
        ref Record record = ref _records[slot];
        if (record.CallId != callId || IsClaimed(slot, callId))
            return null;
        if (record.Frame is { } frame)
        {
            if (!frame.IsSent)
            {
                record.Frame = null;
                return frame.TakePayload(ring);
            }
            // The thread that sent it has found room for all of it.
            record.Start = frame.Start;
            record.End = frame.Position;
            record.Frame = null;
        }
        if (record.End == 0 || ring.Reach - record.Start > ring.Capacity)
            return null;
        long payload = record.Start + FrameHeader.Size;
        var buffer = new PayloadBuffer();
        buffer.Append(new ReadOnlySpan<byte>(ring.At(payload), (int)(record.End - payload)));
        return buffer;
    }

    /// <summary>Gives the memory of what was never sent back.</summary>
    public void Clear()
    {
        for (int i = 0; i < _records.Length; i++)
            _records[i].Frame?.Rest.Dispose();
    }

    private struct Record
    {
        public long CallId;

        // The call that this side tries to take back in this moment, and the one that it has taken back.
        public long RevokingId;
        public long RevokedId;

        // Where it stands in the ring: its header, and the end of its payload (0: not completely written).
        public long Start;
        public long End;

        // When it was sent; 0 where nobody asks.
        public long SentAt;

        // What another thread sends.
        public OutgoingFrame? Frame;
    }
}
