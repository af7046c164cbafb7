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
    private const double ShortestSeconds = 0.0001; // less is not worth a message
    private const double LongSeconds = 0.0005;

    private readonly int _workers;
    private readonly int? _fixedSize;
    private readonly int _largest;
    private readonly Lock _gate = new();
    private double _secondsPerItem;
    private double _bytesPerItem;
    private int _size = 1;

    /// <param name="workers">The number of workers.</param>
    /// <param name="fixedSize">The size that the user asked for.</param>
    /// <param name="largest">The largest size that is allowed.</param>
    /// <param name="secondsPerItem">What earlier maps of the same method took; null where there were none.</param>
    public ChunkSizer(int workers, int? fixedSize, int largest, double? secondsPerItem = null)
    {
        _workers = workers;
        _fixedSize = fixedSize;
        _largest = Math.Clamp(largest, 1, LargestChunk);
        if (secondsPerItem is not { } known)
            return;
        // These items may be others: a quarter of what would be right for those.
        _secondsPerItem = known;
        _size = (int)Math.Clamp(TargetSeconds / known / 4, 1, LargestChunk);
    }

    /// <summary>How many bytes a chunk should have at most.</summary>
    public long MostBytes { get; init; } = long.MaxValue;

    /// <summary>What an item takes, by what was learned; null before that.</summary>
    public double? SecondsPerItem
    {
        get
        {
            lock (_gate)
                return _secondsPerItem == 0 ? null : _secondsPerItem;
        }
    }

    /// <summary>
    /// How many chunks a worker may have: one that runs and one that waits for it, but more where chunks are so short that a worker would
    /// be done with the second before this side has heard of the first.
    /// </summary>
    public int ChunksPerWorker
    {
        get
        {
            lock (_gate)
                return _secondsPerItem > 0 && Math.Min(_size, Largest) * _secondsPerItem < LongSeconds ? 4 : 2;
        }
    }

    /// <summary>The size of the next chunk.</summary>
    /// <param name="remaining">How many items are left in the source; null where nobody knows.</param>
    public int Next(int? remaining)
    {
        lock (_gate)
        {
            if (_fixedSize is { } size)
                return Math.Min(size, Largest);
            int wanted = Math.Min(_size, Largest);
            if (remaining is not { } left)
                return wanted;
            // Two chunks for each worker are left to be handed out at least: one may be slow. But none that is hardly worth its message.
            int fair = (int)Math.Ceiling(left / (2.0 * _workers));
            int shortest = _secondsPerItem == 0 ? 1 : (int)Math.Min(ShortestSeconds / _secondsPerItem, LargestChunk);
            return Math.Max(1, Math.Min(wanted, Math.Max(fair, shortest)));
        }
    }

    /// <summary>How long so many items will probably take; before anything is known, as long as a chunk should.</summary>
    public long ExpectedNanoseconds(int items)
    {
        lock (_gate)
            return (long)(1e9 * (_secondsPerItem == 0 ? TargetSeconds : items * _secondsPerItem));
    }

    /// <summary>The most items that should go together now, by their bytes.</summary>
    public int LargestNow
    {
        get
        {
            lock (_gate)
                return Largest;
        }
    }

    /// <summary>Learns how many bytes the arguments of a chunk take, or how many they pass.</summary>
    public void LearnBytes(int items, long bytes)
    {
        double average = bytes / (double)items;
        lock (_gate)
            _bytesPerItem = average > _bytesPerItem ? average : (0.7 * _bytesPerItem) + (0.3 * average); // too small a chunk costs less than too large a one
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

    private int Largest => _largest * _bytesPerItem <= MostBytes ? _largest : Math.Max(1, (int)(MostBytes / _bytesPerItem));
}
