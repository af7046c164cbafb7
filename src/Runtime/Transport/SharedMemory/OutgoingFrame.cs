namespace ParallelGen.Transport.SharedMemory;

/// <summary>
/// A frame on its way out: what stands of it in the ring, and the rest of it, which waits in memory of this side's own until there is room.
/// </summary>
internal sealed class OutgoingFrame
{
    // How far the rest was copied into the ring.
    private int _segment;
    private int _offset;

    public FrameHeader Header { get; private set; }

    /// <summary>The index of its header; -1 while it has no place in the ring.</summary>
    public long Start { get; private set; } = -1;

    /// <summary>The index behind its last byte in the ring.</summary>
    public long Position { get; set; }

    /// <summary>Whether its header was sent, and its end is still to come.</summary>
    public bool IsStreaming { get; set; }

    /// <summary>Whether nothing will be added to it.</summary>
    public bool IsComplete { get; set; }

    public bool IsSent { get; set; }

    /// <summary>Whether a part of its payload exists nowhere any more.</summary>
    private bool IsLost { get; set; }

    /// <summary>What follows the bytes in the ring, and what was copied there of it already.</summary>
    public PayloadBuffer Rest { get; private set; } = new();

    /// <summary>The bytes of the rest that are not in the ring.</summary>
    public long RestLength => Rest.Length - RestSent;

    public bool HasPlace => Start >= 0;

    public long PayloadStart => Start + FrameHeader.Size;

    /// <summary>The bytes of its payload so far.</summary>
    public long Length => RingLength + RestLength;

    private long RingLength => HasPlace ? Position - PayloadStart : 0;

    private long RestSent { get; set; }

    public void Begin(in FrameHeader header)
    {
        Header = header;
        Start = -1;
        IsStreaming = false;
        IsComplete = false;
        IsSent = false;
        IsLost = false;
        ClearRest();
    }

    public void Place(long start)
    {
        Start = start;
        Position = start + FrameHeader.Size;
    }

    public void ClearRest()
    {
        if (Rest.SegmentCount > 0)
            Rest.Clear();
        RestSent = 0;
        _segment = 0;
        _offset = 0;
    }

    /// <summary>Drops all bytes of the payload from a length on.</summary>
    /// <returns>The span to write into from there; it may be empty.</returns>
    public Span<byte> Truncate(long length, out bool isInRest)
    {
        isInRest = length >= RingLength && Rest.SegmentCount > 0;
        if (isInRest)
            return Rest.Truncate(length - RingLength + RestSent);
        ClearRest();
        Position = PayloadStart + length;
        return default;
    }

    /// <summary>Copies the next bytes of the rest into the ring.</summary>
    public void Copy(RingProducer ring, int count)
    {
        Span<byte> target = ring.Take(Position, count);
        Position += count;
        RestSent += count;
        while (target.Length > 0)
        {
            while (_offset == Rest[_segment].Count)
            {
                _segment++;
                _offset = 0;
            }
            ReadOnlySpan<byte> piece = Rest[_segment].AsSpan(_offset);
            if (piece.Length > target.Length)
                piece = piece[..target.Length];
            piece.CopyTo(target);
            target = target[piece.Length..];
            _offset += piece.Length;
        }
    }

    /// <summary>Gives the whole payload away; null where a part of it is lost.</summary>
    public PayloadBuffer? TakePayload(RingProducer ring)
    {
        Withdraw(ring);
        PayloadBuffer payload = Rest;
        Rest = new PayloadBuffer();
        ClearRest();
        return IsLost ? null : payload;
    }

    /// <summary>Takes the whole payload out of the ring: it waits in memory of this side's own, and has no place any more.</summary>
    public unsafe void Withdraw(RingProducer ring)
    {
        if (!HasPlace)
            return;
        IsLost = ring.Reach - Start > ring.Capacity;
        var payload = new PayloadBuffer();
        if (!IsLost)
            payload.Append(new ReadOnlySpan<byte>(ring.At(PayloadStart), (int)RingLength));
        for (; _segment < Rest.SegmentCount; _segment++, _offset = 0)
            payload.Append(Rest[_segment].AsSpan(_offset));
        ClearRest();
        Rest = payload;
        Start = -1;
        IsStreaming = false;
    }
}
