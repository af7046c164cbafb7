using System.Numerics;

namespace ParallelGen.Transport.SharedMemory;

/// <summary>
/// Where everything stands in a segment: the parent's words, the words that both sides write, the ring down to the worker, the ring up to
/// the parent. In the address space each ring stands twice in a row, so that no frame and no free region ever wraps.
/// </summary>
internal sealed class SegmentLayout
{
    /// <summary>The bytes of a ring, where nobody asks for others: a payload of any size streams through it while it stays in the cache.</summary>
    public const int DefaultRingCapacity = 1024 * 1024;

    private const int LargestRingCapacity = 1 << 30;

    // Windows maps at multiples of 64 KiB only.
    private static readonly long s_unit = OperatingSystem.IsWindows() ? 64 * 1024 : Environment.SystemPageSize;

    public SegmentLayout(int ringCapacity)
    {
        if (ringCapacity < s_unit || ringCapacity > LargestRingCapacity || !BitOperations.IsPow2(ringCapacity))
            throw new ArgumentOutOfRangeException(nameof(ringCapacity), ringCapacity, $"A ring is a power of two of bytes, from {s_unit} to {LargestRingCapacity}.");
        RingCapacity = ringCapacity;
        SharedOffset = Round(ParentWords.Size);
        DownOffset = SharedOffset + Round(SharedWords.Size);
        UpOffset = DownOffset + ringCapacity;
        Size = UpOffset + ringCapacity;
        UpAddress = DownOffset + (2L * ringCapacity);
        AddressSpace = UpAddress + (2L * ringCapacity);
    }

    /// <summary>The smallest ring that can be mapped.</summary>
    public static int SmallestRingCapacity => (int)s_unit;

    public int RingCapacity { get; }

    /// <summary>The bytes of the segment.</summary>
    public long Size { get; }

    /// <summary>The bytes of address space that a side reserves.</summary>
    public long AddressSpace { get; }

    /// <summary>Of the words that both sides write; those of the parent stand at 0.</summary>
    public long SharedOffset { get; }

    /// <summary>Of the ring down to the worker, in the segment and among the addresses.</summary>
    public long DownOffset { get; }

    /// <summary>Of the ring up to the parent, among the addresses.</summary>
    public long UpAddress { get; }

    private long UpOffset { get; }

    /// <summary>
    /// What a side maps. It can only read what the other alone writes: a stray pointer in a worker can't destroy requests that it has not
    /// claimed.
    /// </summary>
    public SegmentView[] Views(bool isParent) =>
    [
        new(0, 0, SharedOffset, isParent),
        new(SharedOffset, SharedOffset, DownOffset - SharedOffset, true),
        new(DownOffset, DownOffset, RingCapacity, isParent),
        new(DownOffset + RingCapacity, DownOffset, RingCapacity, isParent),
        new(UpAddress, UpOffset, RingCapacity, !isParent),
        new(UpAddress + RingCapacity, UpOffset, RingCapacity, !isParent),
    ];

    /// <summary>As many bytes as can be mapped, of so many that are needed.</summary>
    public static long Round(long bytes) => (bytes + s_unit - 1) / s_unit * s_unit;
}
