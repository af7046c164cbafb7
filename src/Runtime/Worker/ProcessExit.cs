using System.Runtime.InteropServices;

namespace ParallelGen.Worker;

/// <summary>Ends this process at once: no handlers, no finalizers, whatever its other threads do.</summary>
internal static partial class ProcessExit
{
    public static void Now(int exitCode)
    {
        if (OperatingSystem.IsWindows())
            _ = TerminateProcess(-1, (uint)exitCode);
        else
            Exit(exitCode);
    }

    [LibraryImport("libc", EntryPoint = "_exit")]
    private static partial void Exit(int status);

    [LibraryImport("kernel32")]
    private static partial int TerminateProcess(nint process, uint exitCode);
}
