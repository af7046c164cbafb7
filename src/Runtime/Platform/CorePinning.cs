using System.Diagnostics;
using System.Numerics;

namespace ParallelGen.Platform;

/// <summary>Gives processes cores of their own. Elsewhere than on Linux and Windows the system takes no orders, and nothing happens.</summary>
internal static class CorePinning
{
    /// <summary>
    /// Pins the first thread of a process that just started, and with it all that it starts, to the cores of its number.
    /// </summary>
    /// <exception cref="System.ComponentModel.Win32Exception">The process is gone, or the system does not allow it.</exception>
    /// <exception cref="InvalidOperationException">The process is gone.</exception>
    public static void Pin(Process process, int number, int threads)
    {
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsWindows())
            return;
        using Process self = Process.GetCurrentProcess();
        long allowed = self.ProcessorAffinity;
        if (allowed != 0) // Windows knows none for a process with threads in several groups of cores
            process.ProcessorAffinity = (nint)Choose(allowed, number, threads);
    }

    /// <summary>The cores of a process: as many as it has threads, beside those of the number before, and from the first again after the last.</summary>
    /// <param name="allowed">A mask of the cores that there are.</param>
    /// <param name="number">Which process it is, from 0.</param>
    /// <param name="threads">How many threads it has.</param>
    public static long Choose(long allowed, int number, int threads)
    {
        int cores = BitOperations.PopCount((ulong)allowed);
        long chosen = 0;
        for (int i = 0; i < Math.Min(threads, cores); i++)
            chosen |= At(allowed, (int)((((long)number * threads) + i) % cores));
        return chosen;
    }

    private static long At(long allowed, int index)
    {
        for (; index > 0; index--)
            allowed &= allowed - 1;
        return allowed & -allowed;
    }
}
