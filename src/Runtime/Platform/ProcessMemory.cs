using System.Diagnostics;
using System.Globalization;

namespace ParallelGen.Platform;

/// <summary>How much memory another process has.</summary>
internal static class ProcessMemory
{
    /// <summary>The bytes that it has in physical memory; 0 where it is gone.</summary>
    public static long ResidentBytes(int processId)
    {
        try
        {
            if (!OperatingSystem.IsLinux())
            {
                using Process process = Process.GetProcessById(processId);
                return process.WorkingSet64;
            }
            // Whole pages: all, then those in memory.
            string[] pages = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/statm")).Split(' ');
            return long.Parse(pages[1], CultureInfo.InvariantCulture) * Environment.SystemPageSize;
        }
        catch (Exception exception) when (exception is IOException or ArgumentException or InvalidOperationException)
        {
            return 0;
        }
    }
}
