namespace ParallelGen.Transport.SharedMemory;

/// <summary>The blocks that a request refers to, in use until it is settled. By one thread at a time.</summary>
/// <param name="slabs">Where room for views comes from; null where payloads hold them.</param>
/// <param name="mostStagedBytes">How much of it is taken: what is more stands in the payload, which takes no memory while it streams.</param>
internal sealed class BlockUses(SlabPool? slabs, long mostStagedBytes = long.MaxValue) : IBlockUser
{
    // Where the elements of any type are aligned, and where they begin a cache line.
    private const int Alignment = 64;

    private readonly List<SharedBlock> _blocks = [];
    private SharedBlock? _slab; // has room behind _end
    private long _end;

    public IReadOnlyList<SharedBlock> Blocks => _blocks;

    /// <summary>The bytes that were put into slabs.</summary>
    public long StagedBytes { get; private set; }

    /// <summary>The memory that the slabs take, which nobody else can use meanwhile.</summary>
    public long HeldBytes { get; private set; }

    public void Use(SharedBlock block) => _blocks.Add(block);

    public unsafe (SharedBlock Block, long Offset)? Stage(ReadOnlySpan<byte> bytes)
    {
        if (slabs is null)
            return null;
        if (StagedBytes + bytes.Length > slabs.MaxPayloadBytes)
            WireError.ThrowPastLimit(slabs.MaxPayloadBytes);
        if (StagedBytes > 0 && StagedBytes + bytes.Length > mostStagedBytes)
            return null;
        if (_slab is null || _slab.Length - _end < bytes.Length)
        {
            if (slabs.TryTake(bytes.Length, hasMore: StagedBytes > 0 || mostStagedBytes < long.MaxValue) is not { } slab)
                return null;
            _slab = slab;
            _end = 0;
            _blocks.Add(slab);
            HeldBytes += slab.Length;
        }
        long offset = _end;
        StreamingCopy.Copy(bytes, _slab.Start + offset);
        _end = (offset + bytes.Length + Alignment - 1) & -Alignment;
        StagedBytes += bytes.Length;
        return (_slab, offset);
    }

    /// <summary>Ends all uses. May be called again.</summary>
    public void EndAll()
    {
        foreach (SharedBlock block in _blocks)
            block.EndUse();
        _blocks.Clear();
        if (StagedBytes > 0)
            slabs!.OnEnded();
        _slab = null;
        StagedBytes = HeldBytes = 0;
    }
}
