using System.Runtime.InteropServices;

namespace ParallelGen.Transport.SharedMemory;

/// <summary>Calls of the C library, on Linux and macOS.</summary>
internal static unsafe partial class Libc
{
    public const int Interrupted = 4; // EINTR
    public const int InvalidArgument = 22; // EINVAL

    // Memory protection and mapping.
    public const int ProtectNone = 0;
    public const int ProtectRead = 1;
    public const int ProtectWrite = 2;
    public const int MapShared = 1;
    public const int MapPrivate = 2;
    public const int MapFixed = 0x10;

    public static int MapAnonymous => OperatingSystem.IsMacOS() ? 0x1000 : 0x20;

    public static string DescribeLastError() => Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError());

    [LibraryImport("libc", EntryPoint = "memfd_create", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int CreateMemoryFile(string name, uint flags);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "fchmod", SetLastError = true)]
    public static partial int ChangeMode(int descriptor, uint mode);

    [LibraryImport("libc", EntryPoint = "ftruncate", SetLastError = true)]
    public static partial int SetSize(int descriptor, long size);

    /// <summary>Gives the error itself; 0 for none.</summary>
    [LibraryImport("libc", EntryPoint = "posix_fallocate")]
    public static partial int Allocate(int descriptor, long offset, long size);

    [LibraryImport("libc", EntryPoint = "lseek", SetLastError = true)]
    public static partial long Seek(int descriptor, long offset, int whence);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    public static partial int Control(int descriptor, int command, int argument);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    public static partial int DeviceControl(int descriptor, nuint request);

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    public static partial nint Map(nint address, nuint length, int protection, int flags, int descriptor, long offset);

    [LibraryImport("libc", EntryPoint = "munmap", SetLastError = true)]
    public static partial int Unmap(nint address, nuint length);

    [LibraryImport("libc", EntryPoint = "sendmsg", SetLastError = true)]
    public static partial nint SendMessage(int socket, void* message, int flags);

    [LibraryImport("libc", EntryPoint = "recvmsg", SetLastError = true)]
    public static partial nint ReceiveMessage(int socket, void* message, int flags);

    [LibraryImport("libc", EntryPoint = "send", SetLastError = true)]
    public static partial nint Send(int socket, byte* data, nuint length, int flags);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    public static partial int Poll(PollEntry* entries, nuint count, int timeout);

    /// <remarks>Without the change to preemptive mode, which would cost more than the call itself: it never blocks.</remarks>
    [LibraryImport("libc", EntryPoint = "sched_yield")]
    [SuppressGCTransition]
    public static partial int Yield();

    [LibraryImport("libc", EntryPoint = "sched_getcpu")]
    [SuppressGCTransition]
    public static partial int CurrentCore();

    [LibraryImport("libc", EntryPoint = "sched_getaffinity")]
    public static partial int GetAffinity(int thread, nuint size, byte* mask);

    [LibraryImport("libc", EntryPoint = "sched_setaffinity")]
    public static partial int SetAffinity(int thread, nuint size, byte* mask);

    /// <summary>struct pollfd.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct PollEntry
    {
        public int Descriptor;
        public short Events;
        public short Happened;
    }
}
