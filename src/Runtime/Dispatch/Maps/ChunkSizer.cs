using System.Diagnostics;

namespace ParallelGen.Dispatch.Maps;

/// <summary>
/// Chooses how many items go together: as many as take a worker some milliseconds, by the times measured in this map; few at first, and
/// fewer again at the end, so that the workers finish together. Thread-safe.
/// </summary>
internal sealed class ChunkSizer
{
    private const int LargestChunk = 64 * 1024;
    private const int Growth = 8;
    private const double TargetSeconds = 0.002;

    private readonly int _workers;
    private readonly int? _fixedSize;
    private readonly int _largest;
    private readonly Lock _gate = new();
    private double _secondsPerItem;
    private int _size = 1;

    /// <param name="workers">The number of workers.</param>
    /// <param name="fixedSize">The size that the user asked for.</param>
    /// <param name="largest">The largest size that is allowed.</param>
    public ChunkSizer(int workers, int? fixedSize, int largest)
    {
        _workers = workers;
        _fixedSize = fixedSize;
        _largest = Math.Clamp(largest, 1, LargestChunk);
    }

    /// <summary>The size of the next chunk.</summary>
    /// <param name="remaining">How many items are left in the source; null where nobody knows.</param>
    public int Next(int? remaining)
    {
        if (_fixedSize is { } size)
            return size;
        lock (_gate)
        {
            // Two chunks for each worker are left to be handed out at least: one may be slow.
            int fair = remaining is { } left ? (int)Math.Ceiling(left / (2.0 * _workers)) : int.MaxValue;
            return Math.Max(1, Math.Min(Math.Min(_size, _largest), fair));
        }
    }

    /// <summary>How long so many items will probably take; before anything is known, as long as a chunk should.</summary>
    public long ExpectedNanoseconds(int items)
    {
        lock (_gate)
            return (long)(1e9 * (_secondsPerItem == 0 ? TargetSeconds : items * _secondsPerItem));
    }

    /// <summary>Learns from a chunk that is done.</summary>
    public void Learn(int items, long elapsedTicks)
    {
        if (_fixedSize is not null || items == 0)
            return;
        lock (_gate)
        {
            double seconds = Math.Max(elapsedTicks / (double)Stopwatch.Frequency / items, 1e-9);
            // Recent chunks count more, but one slow item does not turn everything around.
            _secondsPerItem = _secondsPerItem == 0 ? seconds : (0.7 * _secondsPerItem) + (0.3 * seconds);
            double wanted = TargetSeconds / _secondsPerItem;
            _size = (int)Math.Clamp(wanted, 1, Math.Min((long)Math.Max(_size, items) * Growth, LargestChunk));
        }
    }
}
