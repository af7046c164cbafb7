namespace ParallelGen.Transport.SharedMemory;

/// <summary>A block as this process maps it.</summary>
internal sealed unsafe class MappedBlock : SharedBlock
{
    private readonly SegmentMemory _memory;
    private readonly MappedMemory _mapped;

    private MappedBlock(long id, long length, bool isWritable, SegmentMemory memory, MappedMemory mapped)
        : base(id, length, isWritable)
    {
        _memory = memory;
        _mapped = mapped;
    }

    public override byte* Start => _mapped.Start;

    public override int Descriptor => _memory.Descriptor;

    public override string Name => _memory.Name;

    public override bool IsSealed => _memory.IsSealed;

    /// <summary>Makes a block of zeros, all of whose memory is there; its maker is its first user.</summary>
    /// <exception cref="SegmentException">There is no room for it, or the system does not allow it.</exception>
    public static MappedBlock Create(long length, bool isWritable)
    {
        long size = SizeOf(length);
        AvailableMemory.Check(size);
        return Map(SegmentMemory.Create(size), SharedBlocks.NewId(), length, isWritable, isWritableHere: true);
    }

    /// <summary>A block that another process has made.</summary>
    /// <param name="memory">What was handed over; the block's from now on.</param>
    /// <param name="id">Its number.</param>
    /// <param name="length">Its bytes.</param>
    /// <param name="isWritable">Whether this process may write to it.</param>
    /// <exception cref="SegmentException">The memory is not what was said, or the system does not allow it.</exception>
    public static MappedBlock Open(SegmentMemory memory, long id, long length, bool isWritable)
    {
        MappedBlock block = Map(memory, id, length, isWritable, isWritable);
        memory.Dispose(); // what is mapped stays
        return block;
    }

    /// <summary>The bytes of memory that a block of a length takes.</summary>
    public static long SizeOf(long length) => SegmentLayout.Round(Math.Max(length, 1));

    protected override void Free()
    {
        _memory.Dispose();
        _mapped.GiveBack();
    }

    private static MappedBlock Map(SegmentMemory memory, long id, long length, bool isWritable, bool isWritableHere)
    {
        try
        {
            long size = SizeOf(length);
            var block = new MappedBlock(id, length, isWritable, memory, memory.Map(size, [new SegmentView(0, 0, size, isWritableHere)]));
            SharedBlocks.Add(block);
            return block;
        }
        catch
        {
            memory.Dispose();
            throw;
        }
    }
}
