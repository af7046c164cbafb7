using System.Runtime.CompilerServices;

namespace ParallelGen.Transport.SharedMemory;

/// <summary>The sending end of a ring: which of its memory is free, and what the peer may read.</summary>
/// <remarks>One thread at a time uses it; who hands it to another makes sure that the other sees what it did.</remarks>
internal sealed unsafe class RingProducer(RingMemory ring, Doorbell doorbell)
{
    private const long AbandonedBit = 1;

    // Copies on this side: the peer can't change them, and reading them shares no cache line with it.
    private long _tail;
    private long _head;

    // Behind the last payload that was streamed.
    private long _streamed;

    public int Capacity => ring.Capacity;

    /// <summary>The index behind the last byte that was sent.</summary>
    public long Tail => _tail;

    /// <summary>The index behind the last byte that was ever written: what stood a capacity before it is gone.</summary>
    public long Reach { get; private set; }

    /// <summary>Whether the peer has read all of the last payload that was streamed: the word that says where one ends is free.</summary>
    public bool CanBeginStream => _streamed <= _head || (RefreshHead() && _streamed <= _head);

    /// <summary>Whether the memory up to an index is free. Never again, once the peer broke the protocol: then the connection is closed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsFree(long end) => end - _head <= ring.Capacity || (RefreshHead() && end - _head <= ring.Capacity);

    /// <summary>The memory from an index on, as far as it is free, and no more than asked for.</summary>
    public Span<byte> Take(long index, int most)
    {
        long free = _head + ring.Capacity - index;
        int length = (int)Math.Min(free, most);
        Reach = Math.Max(Reach, index + length);
        return new Span<byte>(At(index), length);
    }

    public byte* At(long index) => ring.Start + (index & (ring.Capacity - 1));

    /// <summary>Lets the peer read what was written up to an index, without waking it.</summary>
    public void Publish(long tail)
    {
        _tail = tail;
        // A release: the bytes are there before the index says so.
        Volatile.Write(ref *ring.Tail, tail);
    }

    /// <summary>Lets the peer read a frame that is complete, and wakes it if it sleeps.</summary>
    public void PublishFrame(long tail)
    {
        Publish(tail);
        doorbell.RingSoon();
    }

    /// <summary>Sends the header and the first piece of a payload whose end is not known yet.</summary>
    public void BeginStream(long tail)
    {
        // Before the tail: whoever sees the frame does not see the end of an earlier one. The peer is done with that (CanBeginStream).
        Volatile.Write(ref *ring.StreamEnd, 0);
        Publish(tail);
        doorbell.RingForSleeper();
    }

    /// <summary>Says where the payload ends that is streamed, and sends its last piece.</summary>
    public void EndStream(long end, bool isAbandoned)
    {
        // Before the last tail: whoever sees that has all bytes knows that they are all.
        Volatile.Write(ref *ring.StreamEnd, (end << 1) | (isAbandoned ? AbandonedBit : 0));
        _streamed = RingMemory.RoundUp(end);
        Publish(_streamed);
        doorbell.RingForSleeper();
    }

    // True where the peer has read something since.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool RefreshHead()
    {
        // Read once; an acquire: what is written into the memory from here on is not written before the peer has read what stood there.
        long head = Volatile.Read(ref *ring.Head);
        if (head == _head)
            return false;
        // What was never sent can't have been read, and what was read was read for good.
        if (head < _head || head > _tail || (head & 7) != 0)
        {
            doorbell.Close();
            return false;
        }
        _head = head;
        return true;
    }
}
