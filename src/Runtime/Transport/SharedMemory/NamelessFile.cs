using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ParallelGen.Transport.SharedMemory;

/// <summary>
/// A file of this user's in a directory, without a name in it: the fallback where there are no memory files. Its size can't be sealed; it is
/// handed to nobody but the worker.
/// </summary>
internal static class NamelessFile
{
    private const UnixFileMode OnlyThisUser = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <exception cref="SegmentException">There is no room for it, or the system does not allow it.</exception>
    public static PosixSegment Create(string directory, long size)
    {
        SafeFileHandle? handle = OpenWithoutName(directory);
        try
        {
            if (handle is null)
                return new PosixSegment(CreateAndUnlink(directory, size), isSealed: false);
            Preallocation.SetSize((int)handle.DangerousGetHandle(), size);
            return new PosixSegment(handle, isSealed: false);
        }
        catch (Exception exception) when (exception is SegmentException or IOException or UnauthorizedAccessException)
        {
            handle?.Dispose();
            throw new SegmentException($"a file in {directory}: {exception.Message}", exception);
        }
    }

    // Null where the file system can't do that, or the directory can't be written to.
    private static SafeFileHandle? OpenWithoutName(string directory)
    {
        if (!OperatingSystem.IsLinux())
            return null;
        const int readWrite = 2, closeOnExec = 0x80000;
        // O_TMPFILE contains O_DIRECTORY, which is another on ARM.
        int withoutName = 0x400000 | (RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm ? 0x4000 : 0x10000);
        int descriptor = Libc.Open(directory, readWrite | closeOnExec | withoutName, (uint)OnlyThisUser);
        return descriptor < 0 ? null : new SafeFileHandle(descriptor, ownsHandle: true);
    }

    // It has its name for a moment, in which a kill would leave it.
    private static SafeFileHandle CreateAndUnlink(string directory, long size)
    {
        string path = Path.Combine(directory, RendezvousDirectory.Prefix + Path.GetRandomFileName());
        SafeFileHandle handle = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        try
        {
            File.Delete(path);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(handle, OnlyThisUser);
            if (OperatingSystem.IsLinux())
                Preallocation.SetSize((int)handle.DangerousGetHandle(), size);
            else
                Fill(handle, size);
            return handle;
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    // Every block must be there before it is mapped.
    private static void Fill(SafeFileHandle handle, long size)
    {
        byte[] zeros = new byte[1024 * 1024];
        for (long offset = 0; offset < size; offset += zeros.Length)
            RandomAccess.Write(handle, zeros.AsSpan(0, (int)Math.Min(zeros.Length, size - offset)), offset);
    }
}
