using System.Runtime.InteropServices;

namespace ParallelGen.Tests.Encoding;

/// <summary>
/// Memory behind which lies a page that nobody may touch: a byte read or written past the end ends the process, where an array would
/// hide it. Only Linux has it; elsewhere it is an array. One for each thread, used again and again.
/// </summary>
internal static unsafe class GuardedMemory
{
    internal const int Size = 4 * 1024 * 1024;

    private const int None = 0;
    private const int ReadWrite = 3;
    private const int PrivateAnonymous = 0x22;

    [ThreadStatic]
    private static byte* s_memory;

    /// <summary>So many bytes that end where the memory ends.</summary>
    internal static Span<byte> End(int count)
    {
        if (!OperatingSystem.IsLinux() || count > Size) return new byte[count];
        if (s_memory == null) s_memory = Map();
        return new Span<byte>(s_memory + Size - count, count);
    }

    private static byte* Map()
    {
        nint memory = NativeMap(0, Size + (nuint)Environment.SystemPageSize, ReadWrite, PrivateAnonymous, -1, 0);
        Assert.NotEqual(-1, memory);
        Assert.Equal(0, NativeProtect(memory + Size, (nuint)Environment.SystemPageSize, None));
        return (byte*)memory;
    }

    [DllImport("libc", EntryPoint = "mmap", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint NativeMap(nint address, nuint length, int protection, int flags, int file, nint offset);

    [DllImport("libc", EntryPoint = "mprotect", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int NativeProtect(nint address, nuint length, int protection);
}
