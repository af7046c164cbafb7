using System.Runtime.InteropServices;

namespace CrashIsolation;

/// <summary>The ways to bring a process to its end, or never to an end.</summary>
internal static partial class Misdeeds
{
    internal const int ExitCode = 7;

    private const nint WildAddress = 0x10;

    internal static void Commit(Fate fate)
    {
        switch (fate)
        {
            case Fate.ThrowsKnown:
                throw new FormatException("'12,5' is no number of pages.");
            case Fate.ThrowsOwn:
                throw new PaperJamException("Tray 2 is stuck.");
            case Fate.OverflowsStack:
                Recurse(0);
                break;
            case Fate.Aborts:
                Abort();
                break;
            case Fate.ReadsWildMemory:
                ReadWildMemory();
                break;
            case Fate.Exits:
                Environment.Exit(ExitCode);
                break;
            case Fate.LoopsForEver:
                for (long turns = 0; ; turns++)
                    GC.KeepAlive(turns);
        }
    }

    private static int Recurse(int depth) => Recurse(depth + 1) + depth;

    /// <summary>What a native library does that finds its own state in ruins.</summary>
    private static void Abort()
    {
        if (OperatingSystem.IsWindows())
            Environment.FailFast("Nothing can be done.");
        else
            NativeAbort();
    }

    /// <summary>What a native library does with a pointer to nowhere. In managed code the same would be a mere NullReferenceException.</summary>
    private static void ReadWildMemory()
    {
        if (OperatingSystem.IsWindows())
            Marshal.ReadByte(unchecked((nint)0xDEAD_0000_0000));
        else
            NativeLength(WildAddress);
    }

    [LibraryImport("libc", EntryPoint = "abort")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial void NativeAbort();

    [LibraryImport("libc", EntryPoint = "strlen")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nuint NativeLength(nint text);
}
