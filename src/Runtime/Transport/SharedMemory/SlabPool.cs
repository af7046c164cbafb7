namespace ParallelGen.Transport.SharedMemory;

/// <summary>
/// Blocks of a pool's own for what payloads refer to. They are used again and again: memory that was never touched costs more than the copying.
/// Thread-safe.
/// </summary>
/// <param name="maxPayloadBytes">The most bytes that a payload may have.</param>
/// <param name="maxKeptBytes">How much is kept for later at most.</param>
internal sealed class SlabPool(long maxPayloadBytes, long maxKeptBytes) : IDisposable
{
    private const long SmallestSlab = 1024 * 1024;

    private readonly List<SharedBlock> _slabs = []; // guarded by itself; this pool is the only user of those that are free to be taken
    private bool _isDisposed;

    public SlabPool(long maxPayloadBytes)
        : this(maxPayloadBytes, Math.Min(512L << 20, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 8))
    {
    }

    public long MaxPayloadBytes { get; } = maxPayloadBytes;

    /// <summary>The bytes of all slabs, those in use included.</summary>
    public long Bytes
    {
        get
        {
            lock (_slabs)
                return _slabs.Sum(static slab => slab.Length);
        }
    }

    /// <summary>Gives a slab of so many bytes at least, whose use the caller ends. Null where there is no memory for it, or the pool is disposed.</summary>
    public SharedBlock? TryTake(long bytes)
    {
        lock (_slabs)
        {
            if (_isDisposed)
                return null;
            SharedBlock? best = null;
            foreach (SharedBlock slab in _slabs)
            {
                if (slab.Length < bytes || (best is not null && slab.Length >= best.Length) || !slab.TryUseAlone())
                    continue;
                best?.EndUse();
                best = slab;
            }
            if (best is null)
                Trim(maxKeptBytes - bytes);
            return best ?? TryAdd(bytes);
        }
    }

    public void Dispose()
    {
        lock (_slabs)
        {
            _isDisposed = true;
            foreach (SharedBlock slab in _slabs)
                slab.EndUse();
            _slabs.Clear();
        }
    }

    private MappedBlock? TryAdd(long bytes)
    {
        try
        {
            MappedBlock slab = MappedBlock.Create(Math.Max(bytes, SmallestSlab), isWritable: false);
            slab.TryUseAlone();
            _slabs.Add(slab);
            return slab;
        }
        catch (SegmentException)
        {
            return null;
        }
    }

    // Gives back what nobody uses, the largest first, until no more than so much is there.
    private void Trim(long bytes)
    {
        long kept = _slabs.Sum(static slab => slab.Length);
        foreach (SharedBlock slab in _slabs.OrderByDescending(static slab => slab.Length).ToArray())
        {
            if (kept <= Math.Max(bytes, 0))
                return;
            if (!slab.TryUseAlone())
                continue;
            _slabs.Remove(slab);
            kept -= slab.Length;
            slab.EndUse();
            slab.EndUse();
        }
    }
}
