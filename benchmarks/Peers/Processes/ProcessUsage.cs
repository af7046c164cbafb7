using System.Globalization;

namespace ParallelGen.Benchmarks.Peers.Processes;

/// <summary>What processes use, by <c>/proc</c>.</summary>
internal static class ProcessUsage
{
    /// <summary>The share of memory that is a process's own, in MiB: what it shares is split among those who share it.</summary>
    internal static double ProportionalMebibytes(int processId)
    {
        string line = File.ReadLines($"/proc/{processId}/smaps_rollup").First(line => line.StartsWith("Pss:", StringComparison.Ordinal));
        return double.Parse(line[4..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) / 1024;
    }

    /// <summary>
    /// How many cores a process and all that came of it used in a time (1 is one core all the time), and how many they wanted, which is more
    /// on a machine that has other things to do.
    /// </summary>
    internal static async Task<(double Used, double Wanted)> CoresAsync(int processId, TimeSpan window, CancellationToken cancellationToken)
    {
        Dictionary<string, (long Ran, long Waited)> before = ThreadTimes(processId);
        await Task.Delay(window, cancellationToken);
        double used = 0, wanted = 0;
        // A thread that was not there before counts from its beginning; one that ended is not missed by much.
        foreach ((string thread, (long ran, long waited)) in ThreadTimes(processId))
        {
            (long ranBefore, long waitedBefore) = before.GetValueOrDefault(thread);
            used += ran - ranBefore;
            wanted += ran - ranBefore + waited - waitedBefore;
        }
        return (used / window.TotalNanoseconds, wanted / window.TotalNanoseconds);
    }

    /// <summary>The nanoseconds that each thread ran and waited for a core: exact, where the usual accounting counts ticks of 10 ms.</summary>
    private static Dictionary<string, (long Ran, long Waited)> ThreadTimes(int processId)
    {
        Dictionary<string, (long, long)> times = [];
        foreach (string thread in ProcessTree.From(processId).SelectMany(ThreadsOf))
        {
            try
            {
                string[] fields = File.ReadAllText($"{thread}/schedstat").Split(' ');
                times[thread] = (long.Parse(fields[0], CultureInfo.InvariantCulture), long.Parse(fields[1], CultureInfo.InvariantCulture));
            }
            catch (IOException)
            {
                // It ended while we looked.
            }
        }
        return times;
    }

    private static string[] ThreadsOf(int processId)
    {
        try
        {
            return Directory.GetDirectories($"/proc/{processId}/task");
        }
        catch (IOException)
        {
            return [];
        }
    }
}
