namespace ParallelGen.Transport.SharedMemory;

/// <summary>The addresses at which this side sees a segment.</summary>
internal abstract unsafe class MappedMemory(byte* start)
{
    public byte* Start { get; } = start;

    /// <summary>
    /// Gives the segment's memory back. The addresses stay valid, and mean nothing, until nobody has this object any more: a thread that
    /// looks in passing whether the peer has sent something may be late.
    /// </summary>
    public abstract void GiveBack();
}
