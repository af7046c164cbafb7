using System.Runtime.InteropServices;

namespace ParallelGen.Platform;

/// <summary>Processes that are stopped by a signal: not ended, and not running. Linux only; elsewhere none is ever seen.</summary>
internal static partial class StoppedProcess
{
    private const int SignalContinue = 18, SignalStop = 19;

    /// <summary>Whether a signal has stopped the process. (One that a debugger holds is in another state.)</summary>
    public static bool IsStopped(int processId)
    {
        if (!OperatingSystem.IsLinux())
            return false;
        try
        {
            string stat = File.ReadAllText($"/proc/{processId}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].StartsWith('T');
        }
        catch (IOException)
        {
            return false; // it has ended
        }
    }

    /// <summary>Stops the process, and waits a moment until it is. False where that is not seen.</summary>
    public static bool TryStop(int processId)
    {
        if (!OperatingSystem.IsLinux() || Signal(processId, SignalStop) != 0)
            return false;
        var spin = new SpinWait();
        while (!IsStopped(processId))
        {
            if (spin.Count > 30)
                return false;
            spin.SpinOnce();
        }
        return true;
    }

    /// <summary>Lets a process go on that is stopped.</summary>
    public static void Continue(int processId)
    {
        if (OperatingSystem.IsLinux()) // elsewhere the number is that of another signal, or there are none
            _ = Signal(processId, SignalContinue);
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int processId, int signal);
}
