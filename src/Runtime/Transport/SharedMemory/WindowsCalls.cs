using System.Runtime.InteropServices;

namespace ParallelGen.Transport.SharedMemory;

/// <summary>Calls of Windows, above all for memory that is mapped at chosen addresses (Windows 10 1803 and later).</summary>
internal static unsafe partial class WindowsCalls
{
    public const uint PageNoAccess = 1, PageReadOnly = 2, PageReadWrite = 4;
    public const uint Reserve = 0x2000, ReservePlaceholder = 0x40000, ReplacePlaceholder = 0x4000;
    public const uint Release = 0x8000, PreservePlaceholder = 2;
    public const uint MapWrite = 2, MapRead = 4;

    [LibraryImport("kernel32", EntryPoint = "CreateFileMappingW", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    public static partial nint CreateSection(nint file, void* attributes, uint protection, uint sizeHigh, uint sizeLow, string name);

    [LibraryImport("kernel32", EntryPoint = "OpenFileMappingW", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    public static partial nint OpenSection(uint access, int inherit, string name);

    [LibraryImport("kernel32", EntryPoint = "CloseHandle")]
    public static partial int CloseHandle(nint handle);

    [LibraryImport("kernelbase", EntryPoint = "VirtualAlloc2", SetLastError = true)]
    public static partial nint Allocate(nint process, nint address, nuint size, uint type, uint protection, void* parameters, uint parameterCount);

    [LibraryImport("kernel32", EntryPoint = "VirtualFree", SetLastError = true)]
    public static partial int Free(nint address, nuint size, uint type);

    [LibraryImport("kernelbase", EntryPoint = "MapViewOfFile3", SetLastError = true)]
    public static partial nint MapView(nint section, nint process, nint address, ulong offset, nuint size, uint type, uint protection, void* parameters, uint parameterCount);

    [LibraryImport("kernel32", EntryPoint = "UnmapViewOfFile")]
    public static partial int UnmapView(nint address);

    [LibraryImport("ws2_32", EntryPoint = "WSAPoll")]
    public static partial int Poll(PollEntry* entries, uint count, int timeout);

    [LibraryImport("kernel32", EntryPoint = "CancelIoEx")]
    public static partial int CancelPending(nint handle, nint operation);

    [LibraryImport("kernel32", EntryPoint = "SetConsoleOutputCP")]
    public static partial int SetConsoleEncoding(uint codePage);

    /// <summary>WSAPOLLFD.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct PollEntry
    {
        public nint Socket;
        public short Events;
        public short Happened;
    }
}
