using System.Diagnostics;

namespace ParallelGen.Lanes;

/// <summary>
/// How far the sender of a lane may be ahead of its reader: about as many items as the reader takes in some milliseconds, so that a slow
/// reader stops the sender soon and a fast one never waits. The reader's; it grants what it has read in credits of half a window.
/// </summary>
internal sealed class LaneWindow
{
    /// <summary>The window of a lane that was just opened: both sides know it.</summary>
    public const int First = 16;

    public const int Largest = 4096;

    /// <summary>From so many bytes on that were not read the sender waits, whatever its credit.</summary>
    public const int LargestUnread = 256 * 1024;

    private const int LargestUngranted = LargestUnread / 2;

    private static readonly long s_fast = Stopwatch.Frequency / 500;
    private static readonly long s_slow = Stopwatch.Frequency / 20;

    private readonly bool _isFixed;
    private int _size;
    private int _items;
    private long _bytes;
    private long _since;

    /// <param name="isSingle">Whether one item is all that may be under way: the sender keeps the latest only.</param>
    public LaneWindow(bool isSingle)
    {
        _isFixed = isSingle;
        _size = FirstOf(isSingle);
        _since = Stopwatch.GetTimestamp();
    }

    public static int FirstOf(bool isSingle) => isSingle ? 1 : First;

    /// <summary>Counts an item that was read.</summary>
    /// <param name="bytes">Its size.</param>
    /// <param name="credit">What to grant.</param>
    /// <returns>Whether something is to be granted.</returns>
    public bool OnRead(int bytes, out LaneCredit credit)
    {
        _items++;
        _bytes += bytes;
        credit = default;
        return (2 * _items >= _size || _bytes >= LargestUngranted) && Grant(Stopwatch.GetTimestamp(), out credit);
    }

    private bool Grant(long now, out LaneCredit credit)
    {
        int next = _isFixed ? _size : NextSize(now - _since);
        // A window that shrinks takes back what was not granted yet, at most.
        int grant = Math.Max(0, _items + next - _size);
        _size += grant - _items;
        credit = new LaneCredit(grant, _bytes);
        _items = 0;
        _bytes = 0;
        _since = now;
        return true;
    }

    private int NextSize(long elapsed) => elapsed < s_fast ? Math.Min(2 * _size, Largest) : elapsed > s_slow ? Math.Max(_size / 2, First) : _size;
}
