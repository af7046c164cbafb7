namespace ParallelGen.Worker;

/// <summary>
/// The pipes and the socket that the .NET runtime makes in the temporary directory for debuggers and profilers. It removes them at a
/// process's end, but not when the process is killed.
/// </summary>
internal static class DiagnosticFiles
{
    private static readonly string[] s_patterns = ["clr-debug-pipe-{0}-*", "dotnet-diagnostic-{0}-*"];

    /// <summary>Removes those of a process that is gone, or about to be.</summary>
    public static void Remove(int processId, string? folder = null)
    {
        if (OperatingSystem.IsWindows())
            return; // named pipes: they end with the process
        try
        {
            foreach (string pattern in s_patterns)
            {
                foreach (string file in Directory.EnumerateFiles(folder ?? Path.GetTempPath(), string.Format(null, pattern, processId)))
                    File.Delete(file);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A temporary directory that can't be read or written: then nothing was made there either.
        }
    }
}
