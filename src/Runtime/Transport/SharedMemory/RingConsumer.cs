using System.Runtime.CompilerServices;

namespace ParallelGen.Transport.SharedMemory;

/// <summary>The receiving end of a ring: what the peer has sent, and which of it is still in use.</summary>
internal sealed unsafe class RingConsumer(RingMemory ring)
{
    private const long AbandonedBit = 1;

    private readonly int _step = Math.Min(64 * 1024, ring.Capacity / 8);

    // Copies on this side: the peer can't change them.
    private long _tail;
    private long _head;

    public int Capacity => ring.Capacity;

    /// <summary>The index of the first byte in use.</summary>
    public long Head => _head;

    /// <summary>The index behind the last byte that is known to be there.</summary>
    public long Tail => _tail;

    /// <summary>Whether something was sent that was not received. From any thread.</summary>
    public bool HasFrame => Volatile.Read(ref *ring.Tail) != Volatile.Read(ref _head);

    public ReadOnlySpan<byte> Span(long index, int length) => new(ring.Start + (index & (ring.Capacity - 1)), length);

    /// <summary>Whether the bytes up to an index are there.</summary>
    /// <exception cref="ProtocolException">The peer's word of what it sent makes no sense.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsThere(long end) => end <= _tail || (RefreshTail() && end <= _tail);

    /// <summary>Whether the peer has said where the payload that it streams ends, and if so, where.</summary>
    public bool TryGetStreamEnd(out long end, out bool isAbandoned)
    {
        // Read once; an acquire: what was sent before it is there.
        long word = Volatile.Read(ref *ring.StreamEnd);
        end = word >> 1;
        isAbandoned = (word & AbandonedBit) != 0;
        return word != 0;
    }

    /// <summary>Gives the memory up to an index back to the peer.</summary>
    public void Free(long head)
    {
        // For the threads of this side that look for a frame in passing.
        Volatile.Write(ref _head, head);
        // A release: the bytes are read before the peer may write over them.
        Volatile.Write(ref *ring.Head, head);
    }

    /// <summary>Gives the memory of a payload back that was read up to an index, if that is worth it.</summary>
    public void FreeRead(long index)
    {
        if (index - _head >= _step)
            Free(RingMemory.RoundDown(index));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool RefreshTail()
    {
        // Read once; an acquire: the bytes that it tells of are there.
        long tail = Volatile.Read(ref *ring.Tail);
        if (tail == _tail)
            return false;
        if (tail < _tail || tail - _head > ring.Capacity || (tail & 7) != 0)
            throw new ProtocolException($"The peer has sent up to {tail} in a ring of {ring.Capacity} bytes of which those from {_head} to {_tail} were in use.");
        _tail = tail;
        return true;
    }
}
