namespace ParallelGen.Transport.SharedMemory;

/// <summary>The frames that are received, read where they lie in the ring.</summary>
internal sealed class FrameReader(RingConsumer ring, StreamSource stream, long limit)
{
    private long _payload;
    private int _length;
    private bool _isOpen;
    private bool _isStream;

    /// <summary>Takes the next frame, if one is there.</summary>
    /// <exception cref="ProtocolException">The peer sent what the protocol does not allow.</exception>
    public bool TryReceive(out FrameHeader header)
    {
        if (!ring.IsThere(ring.Head + FrameHeader.Size))
        {
            header = default;
            // A header is sent whole; a looker that sees less would look for ever.
            return ring.Tail == ring.Head ? false : throw new ProtocolException($"The peer has sent {ring.Tail - ring.Head} bytes of a header.");
        }
        // From a copy: the peer may write the header while it is read, and what was checked must be what is used.
        Span<byte> copy = stackalloc byte[FrameHeader.Size];
        ring.Span(ring.Head, FrameHeader.Size).CopyTo(copy);
        header = FrameHeader.Read(copy);
        _payload = ring.Head + FrameHeader.Size;
        _length = header.Length;
        _isStream = (header.Flags & FrameFlags.Streamed) != 0;
        _isOpen = true;
        if (_isStream)
            stream.Begin(_payload);
        else if (_length > limit || !ring.IsThere(RingMemory.RoundUp(_payload + _length)))
            throw new ProtocolException($"A frame claims {_length} bytes where {ring.Tail - _payload} were sent and {limit} are the most.");
        // How it travelled is nobody else's business.
        header = header with { Flags = header.Flags & ~FrameFlags.Streamed };
        return true;
    }

    /// <summary>
    /// The payload of the frame behind the last one that was sent, as far as its dead sender had written it: in the ring, where nobody writes any
    /// more. False where a frame before it was not sent to its end.
    /// </summary>
    public bool TryGetUnsent(int length, out ReadOnlySpan<byte> payload)
    {
        bool isAtRest = !_isOpen && ring.Tail == ring.Head && FrameHeader.Size + length <= ring.Capacity;
        payload = isAtRest ? ring.Span(ring.Head + FrameHeader.Size, length) : default;
        return isAtRest;
    }

    /// <summary>A reader of the payload of the frame received.</summary>
    public WireReader Open() => _isStream ? stream.Open() : new WireReader(ring.Span(_payload, _length));

    /// <summary>Frees the memory of the frame received, read or not.</summary>
    /// <exception cref="ConnectionLostException">The peer is gone, and the payload never came to its end.</exception>
    public void Release()
    {
        if (!_isOpen)
            return;
        _isOpen = false;
        if (_isStream)
            stream.Release();
        else
            ring.Free(RingMemory.RoundUp(_payload + _length));
    }
}
