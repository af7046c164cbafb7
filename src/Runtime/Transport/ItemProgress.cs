using System.Runtime.InteropServices;

namespace ParallelGen.Transport;

/// <summary>
/// Where the worker is in a chunk. Written by the worker alone (the parent resets it before the chunk is sent), in memory that outlives it where
/// the transport has such.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = Size)]
internal struct ItemProgress
{
    public const int Size = 16;

    /// <summary>No item has begun, or no results can be read.</summary>
    public const int None = -1;

    // Offset 0: the item that runs. Those before it are done.
    [FieldOffset(0)]
    public int Index;

    // Offset 4: where what was written for those that are done ends in the payload of the answer, if that can be read after the worker's death.
    // 0 where there is nothing but a column. Stored before the index.
    [FieldOffset(4)]
    public int ResultsEnd;

    // Offset 8: when the item began, in Stopwatch ticks, if the request has a timeout.
    [FieldOffset(8)]
    public long StartedAt;

    public void Reset()
    {
        Index = None;
        ResultsEnd = None;
        StartedAt = 0;
    }
}
