namespace ParallelGen.Transport.SharedMemory;

/// <summary>The memory of one ring, mapped twice in a row, and the words that belong to it.</summary>
/// <remarks>
/// A ring is a stream of bytes. An index counts all bytes that ever went through it, so that it only grows; its remainder by the capacity
/// says where the byte stands.
/// </remarks>
internal readonly unsafe struct RingMemory(byte* start, int capacity, long* tail, long* streamEnd, long* head)
{
    public byte* Start { get; } = start;

    public int Capacity { get; } = capacity;

    /// <summary>The producer's: the index behind the last byte that was sent.</summary>
    public long* Tail { get; } = tail;

    /// <summary>The producer's: where the streamed payload ends, and whether it was given up; 0 while that is not known.</summary>
    public long* StreamEnd { get; } = streamEnd;

    /// <summary>The consumer's: the index of the first byte that is still in use.</summary>
    public long* Head { get; } = head;

    /// <summary>The end of a frame is padded, so that headers and payloads stand at multiples of 8.</summary>
    public static long RoundUp(long index) => (index + 7) & ~7L;

    public static long RoundDown(long index) => index & ~7L;
}
