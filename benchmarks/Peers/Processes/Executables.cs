using System.ComponentModel;
using System.Diagnostics;

namespace ParallelGen.Benchmarks.Peers.Processes;

/// <summary>Programs that are installed on this machine.</summary>
internal static class Executables
{
    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(20);

    /// <summary>All files of that name on the path, in its order.</summary>
    internal static IEnumerable<string> All(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, name))
            .Where(File.Exists);

    /// <summary>What a program prints; null if it can't run, fails, or takes too long.</summary>
    internal static async Task<string?> OutputAsync(IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using Process process = Process.Start(start)!;
            try
            {
                Task<string> output = process.StandardOutput.ReadToEndAsync(cancellationToken);
                _ = process.StandardError.ReadToEndAsync(cancellationToken);
                await process.WaitForExitAsync(cancellationToken).WaitAsync(s_longestWait, cancellationToken);
                return process.ExitCode == 0 ? await output : null;
            }
            finally
            {
                process.Kill();
            }
        }
        catch (Exception exception) when (exception is Win32Exception or TimeoutException)
        {
            return null;
        }
    }
}
