using Microsoft.Win32.SafeHandles;
using System.Runtime.InteropServices;

namespace ParallelGen.Transport.SharedMemory;

/// <summary>Linux: a file in memory that never has a name (memfd), of a size that nobody can change.</summary>
internal static class MemoryFile
{
    private const uint CloseOnExec = 1, AllowSealing = 2, NotExecutable = 8;
    private const uint OnlyThisUser = 0x180; // 0600
    private const int AddSeals = 1033, GetSeals = 1034;

    // Against further seals, a smaller and a larger size: a peer that cut it off would end this process by SIGBUS.
    private const int FixedSize = 1 | 2 | 4;

    /// <exception cref="SegmentException">There is no room for it, or the system does not allow it.</exception>
    public static PosixSegment Create(long size)
    {
        if (!OperatingSystem.IsLinux())
            throw new SegmentException("memory files are Linux's");
        int descriptor = Libc.CreateMemoryFile("ParallelGen", CloseOnExec | AllowSealing | NotExecutable);
        // Linux before 6.3 does not know the last flag.
        if (descriptor < 0 && Marshal.GetLastPInvokeError() == Libc.InvalidArgument)
            descriptor = Libc.CreateMemoryFile("ParallelGen", CloseOnExec | AllowSealing);
        if (descriptor < 0)
            throw new SegmentException($"memfd_create: {Libc.DescribeLastError()}");
        var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        try
        {
            if (Libc.ChangeMode(descriptor, OnlyThisUser) != 0)
                throw new SegmentException($"fchmod: {Libc.DescribeLastError()}");
            Preallocation.SetSize(descriptor, size);
            if (Libc.Control(descriptor, AddSeals, FixedSize) != 0)
                throw new SegmentException($"F_ADD_SEALS: {Libc.DescribeLastError()}");
            return new PosixSegment(handle, isSealed: true);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    public static bool HasFixedSize(int descriptor) => (Libc.Control(descriptor, GetSeals, 0) & FixedSize) == FixedSize;
}
