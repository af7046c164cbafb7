namespace ParallelGen.Transport.SharedMemory;

/// <summary>The addresses at which this side sees a segment.</summary>
internal abstract unsafe class MappedMemory(byte* start) : IDisposable
{
    public byte* Start { get; } = start;

    /// <summary>Ends it: nobody may touch the addresses any more.</summary>
    public abstract void Dispose();
}
