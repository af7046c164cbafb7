using System.Runtime.InteropServices;

namespace ParallelGen.Transport.SharedMemory;

/// <summary>Gives a file its size, and all of its memory: what is missing later would be a SIGBUS in the middle of a call.</summary>
internal static class Preallocation
{
    private const long Piece = 64 << 20;

    /// <exception cref="SegmentException">There is no room for it.</exception>
    public static void SetSize(int descriptor, long size)
    {
        if (Libc.SetSize(descriptor, size) != 0)
            throw new SegmentException($"ftruncate: {Libc.DescribeLastError()}");
        // What a signal interrupts begins anew: in pieces that are soon done.
        for (long start = 0; start < size; start += Piece)
        {
            int error;
            while ((error = Libc.Allocate(descriptor, start, Math.Min(Piece, size - start))) == Libc.Interrupted)
            {
            }
            if (error != 0)
                throw new SegmentException($"posix_fallocate: {Marshal.GetPInvokeErrorMessage(error)}");
        }
    }
}
