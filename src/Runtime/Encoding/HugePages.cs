using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ParallelGen.Encoding;

/// <summary>
/// Asks Linux for large pages under large arrays that are about to be filled: memory that was never used costs a fault for each 4 KiB, which
/// takes longer than the copying.
/// </summary>
internal static partial class HugePages
{
    /// <summary>Arrays of fewer bytes gain nothing.</summary>
    public const int SmallestArray = 4 * 1024 * 1024;

    private const long PageSize = 2 * 1024 * 1024;
    private const int AdviseHugePages = 14; // MADV_HUGEPAGE

    public static unsafe void Advise<T>(Span<T> array)
    {
        long bytes = (long)array.Length * Unsafe.SizeOf<T>();
        if (bytes < SmallestArray || !OperatingSystem.IsLinux())
            return;
        // An array of this size lies in the large object heap, where nothing moves; if it did, the advice would go to other memory of the heap.
        nint start = (nint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(array));
        nint first = (nint)((start + PageSize - 1) & -PageSize);
        nint end = (nint)((start + bytes) & -PageSize);
        // Failure is ignored: without large pages the array is only filled more slowly.
        if (end > first)
            _ = Native(first, (nuint)(end - first), AdviseHugePages);
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Native(nint address, nuint length, int advice);
}
