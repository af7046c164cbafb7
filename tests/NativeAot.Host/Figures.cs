using System.Diagnostics;
using System.Globalization;

namespace NativeAot.Host;

/// <summary>Measures what docs/performance.md says of NativeAOT.</summary>
internal static class Figures
{
    private const int Rounds = 50;

    public static async Task Print()
    {
        var starts = new List<double>();
        var memory = new List<double>();
        for (int round = 0; round < Rounds; round++)
        {
            await using var pool = new ProcessPool(new ProcessPoolOptions { WorkerCount = 1 }.UseGreeting("Hello"));
            long start = Stopwatch.GetTimestamp();
            await pool.WarmUpAsync();
            starts.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            int worker = await pool.WhereAsync();
            memory.Add(Pss(worker));
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"worker start: median {Median(starts):0.0} ms, least {starts.Min():0.0} ms"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"PSS of an idle worker after one call: median {Median(memory):0.0} MiB"));
    }

    private static double Pss(int process)
    {
        string line = File.ReadLines($"/proc/{process}/smaps_rollup").First(static line => line.StartsWith("Pss:", StringComparison.Ordinal));
        return int.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024.0;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
