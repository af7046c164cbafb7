using System.Numerics;

namespace ParallelGen.Transport.SharedMemory;

/// <summary>
/// Blocks of a pool's own for what payloads refer to. They are used again and again: memory that was never touched costs more than the copying.
/// Thread-safe.
/// </summary>
/// <param name="maxPayloadBytes">The most bytes that a payload may have.</param>
/// <param name="maxKeptBytes">How much is kept for later at most.</param>
internal sealed class SlabPool(long maxPayloadBytes, long maxKeptBytes) : IDisposable
{
    private const long SmallestSlab = 64 * 1024;
    private const long UsualSlab = 1024 * 1024;
    private const int MostSlabs = 256; // each takes a descriptor

    private readonly List<SharedBlock> _slabs = []; // guarded by itself; this pool is the only user of those that are free to be taken
    private long _bytes; // of all; read without the lock
    private bool _isDisposed;

    public SlabPool(long maxPayloadBytes)
        : this(maxPayloadBytes, Math.Min(512L << 20, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 8))
    {
    }

    public long MaxPayloadBytes { get; } = maxPayloadBytes;

    /// <summary>The bytes of all slabs, those in use included.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>
    /// Gives a slab of so many bytes at least, whose use the caller ends. Null where there is no memory for it, too many are in use, or the pool is disposed.
    /// </summary>
    /// <param name="bytes">How many bytes.</param>
    /// <param name="hasMore">Whether there is more to come, which may stand behind them.</param>
    public SharedBlock? TryTake(long bytes, bool hasMore = false)
    {
        // Of what is much larger most would be of no use to anybody meanwhile.
        long least = hasMore ? Math.Max(bytes, UsualSlab) : bytes, most = Math.Max(UsualSlab, 4 * bytes);
        lock (_slabs)
        {
            if (_isDisposed)
                return null;
            SharedBlock? best = null;
            foreach (SharedBlock slab in _slabs)
            {
                if (slab.Length < least || slab.Length > most || (best is not null && slab.Length >= best.Length) || !slab.TryUseAlone())
                    continue;
                best?.EndUse();
                best = slab;
            }
            if (best is null)
                Trim(maxKeptBytes - bytes);
            return best ?? TryAdd(SizeFor(bytes, hasMore));
        }
    }

    /// <summary>The use of a slab was ended.</summary>
    public void OnEnded()
    {
        if (Bytes <= maxKeptBytes)
            return;
        lock (_slabs)
        {
            if (!_isDisposed)
                Trim(maxKeptBytes);
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
            _bytes = 0;
        }
    }

    // Of a few sizes up to the usual one: the next of about as many bytes finds it.
    private static long SizeFor(long bytes, bool hasMore) =>
        bytes >= UsualSlab ? bytes
        : hasMore ? UsualSlab
        : Math.Max((long)BitOperations.RoundUpToPowerOf2((ulong)bytes), SmallestSlab);

    private MappedBlock? TryAdd(long size)
    {
        if (_slabs.Count >= MostSlabs && !TryDropSmallest())
            return null;
        try
        {
            MappedBlock slab = MappedBlock.Create(size, isWritable: false);
            slab.TryUseAlone();
            _slabs.Add(slab);
            _bytes += slab.Length;
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
        foreach (SharedBlock slab in _slabs.OrderByDescending(static slab => slab.Length).ToArray())
        {
            if (_bytes <= Math.Max(bytes, 0))
                return;
            TryDrop(slab);
        }
    }

    private bool TryDropSmallest()
    {
        foreach (SharedBlock slab in _slabs.OrderBy(static slab => slab.Length).ToArray())
        {
            if (TryDrop(slab))
                return true;
        }
        return false;
    }

    private bool TryDrop(SharedBlock slab)
    {
        if (!slab.TryUseAlone())
            return false;
        _slabs.Remove(slab);
        _bytes -= slab.Length;
        slab.EndUse();
        slab.EndUse();
        return true;
    }
}
