using System.Diagnostics;
using System.Globalization;
using ParallelGen.Benchmarks.Peers.Contestants;

namespace ParallelGen.Benchmarks.Peers.Racing;

/// <summary>
/// Starts a contestant below <c>timeout</c> of the GNU core utilities, which makes a process group for it, and ends it even if this
/// program is not there any more to do so.
/// </summary>
internal static class ProcessGroupStart
{
    internal static Process Start(IContestant contestant, IReadOnlyList<string> command, TimeSpan limit)
    {
        string seconds = limit.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
        var start = new ProcessStartInfo("timeout", ["--signal=KILL", seconds, .. command])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = contestant.Folder ?? "",
        };
        foreach ((string name, string value) in contestant.Environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }
}
