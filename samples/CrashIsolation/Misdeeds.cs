using System.Diagnostics;
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
            case Fate.FailsFast:
                Environment.FailFast("The books do not balance.");
                break;
            case Fate.ThrowsOnThread:
                ThrowOnThread();
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
            case Fate.IsKilled:
                Process.GetCurrentProcess().Kill();
                break;
            case Fate.EatsMemory:
                EatMemory();
                break;
            case Fate.LoopsForEver:
                for (long turns = 0; ; turns++)
                    GC.KeepAlive(turns);
        }
    }

    private static int Recurse(int depth) => Recurse(depth + 1) + depth;

    /// <summary>Nobody catches that, and so it ends the process.</summary>
    private static void ThrowOnThread()
    {
        Thread thread = new(() => throw new PaperJamException("Tray 3 is stuck."));
        thread.Start();
        thread.Join();
    }

    private static void EatMemory()
    {
        const int mouthful = 16 << 20;
        List<byte[]> eaten = [];
        while (true)
            eaten.Add(new byte[mouthful]);
    }

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
