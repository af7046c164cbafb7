namespace ParallelGen.Transport.SharedMemory;

/// <summary>A part of a segment, and where it stands in the address space that a side reserves for it.</summary>
/// <param name="Address">Bytes from the beginning of the reserved addresses.</param>
/// <param name="Offset">Bytes from the beginning of the segment.</param>
/// <param name="Length">Its bytes.</param>
/// <param name="IsWritable">Whether this side may write there.</param>
internal readonly record struct SegmentView(long Address, long Offset, long Length, bool IsWritable);
