using ParallelGen;
using Samples;
using Spectre.Console;

namespace WebServer.LoadTest;

/// <summary>How long clients waited, for each scenario and kind of request; and what the pool went through.</summary>
internal static class LatencyTable
{
    internal static void Write(IReadOnlyList<Measurement<ScenarioResult>> measurements)
    {
        Table table = new Table().AddColumn("Requests");
        foreach (string column in (string[])["Sent", "Right", "Requests/s", "p50, ms", "p95, ms", "p99, ms", "Max, ms"])
            table.AddColumn(new TableColumn(column).RightAligned());
        foreach (Measurement<ScenarioResult> measurement in measurements)
        {
            TestAnswer[] all = [.. measurement.Result.Answers];
            table.AddRow(Row(Markup.Escape(measurement.Mode), all, $"{all.Length / measurement.Elapsed.TotalSeconds:N0}"));
            foreach (IGrouping<RequestKind, TestAnswer> kind in all.GroupBy(answer => answer.Kind).OrderBy(kind => kind.Key))
                table.AddRow(Row($"  {kind.Key}", [.. kind], ""));
        }
        AnsiConsole.Write(table);
        foreach (Measurement<ScenarioResult> measurement in measurements.Where(measurement => measurement.Result.Scenario.Mode == ExecutionMode.Processes))
        {
            Health health = measurement.Result.Health;
            AnsiConsole.WriteLine(
                $"{measurement.Mode}: {health.Crashes} crashes, {health.Timeouts} timeouts, {health.Restarts} workers replaced; " +
                $"the largest had {health.LargestWorkerBytes / 1e6:N0} MB at the end.");
        }
    }

    private static string[] Row(string name, TestAnswer[] answers, string rate)
    {
        double[] milliseconds = [.. answers.Select(answer => answer.Latency.TotalMilliseconds).Order()];
        return
        [
            name, $"{answers.Length:N0}", $"{answers.Count(answer => answer.Complaint is null):N0}", rate,
            Percentile(milliseconds, 0.5), Percentile(milliseconds, 0.95), Percentile(milliseconds, 0.99), $"{milliseconds[^1]:N2}",
        ];
    }

    private static string Percentile(double[] sorted, double part) => $"{sorted[(int)(part * (sorted.Length - 1))]:N2}";
}
