using System.Diagnostics;
using ParallelGen.Benchmarks.Peers.Contestants;
using ParallelGen.Benchmarks.Peers.Reporting;
using ParallelGen.Benchmarks.Peers.Rows;

namespace ParallelGen.Benchmarks.Peers.Racing;

/// <summary>
/// Runs all contestants through all rows. In each round every row is measured for one contestant after the other before the next row
/// begins, so that a machine that grows slower or faster does so for all of them.
/// </summary>
internal sealed class Race(IReadOnlyList<IContestant> contestants, IReadOnlyList<Row> rows, int rounds, bool isQuick, TextWriter log)
{
    private static readonly TimeSpan s_quickTimeout = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(90);

    private readonly MeasuringRun _run = new(new Onlooker(isQuick), isQuick ? s_quickTimeout : s_timeout);
    private readonly ColdStarts _coldStarts = new(isQuick ? s_quickTimeout : s_timeout, isQuick);

    internal async Task<Results> RunAsync(CancellationToken cancellationToken)
    {
        var results = new Results(contestants);
        for (int round = 0; round < rounds; round++)
        {
            foreach (IGrouping<string, Row> together in rows.GroupBy(row => row.Measurement))
            {
                Row[] asked = [.. together];
                log.Write($"{(rounds > 1 ? $"{round + 1}/{rounds} " : "")}{together.Key,-12}");
                long start = Stopwatch.GetTimestamp();
                foreach (IContestant contestant in InTurn(contestants.Where(contestant => contestant.Enters(asked[0])), round))
                    await MeasureAsync(results, contestant, asked, cancellationToken);
                log.WriteLine($" {Stopwatch.GetElapsedTime(start).TotalSeconds:0} s");
            }
        }
        return results;
    }

    private async Task MeasureAsync(Results results, IContestant contestant, Row[] asked, CancellationToken cancellationToken)
    {
        string measurement = asked[0].Measurement;
        Outcome outcome = measurement == RowNames.ColdStart
            ? await _coldStarts.RunAsync(contestant, cancellationToken)
            : await _run.RunAsync(contestant, measurement, isQuick, cancellationToken);
        IReadOnlyList<Reading> readings = outcome.Failure is null ? outcome.Readings : [.. asked.Select(row => new Reading(row.Name, null, "fails"))];
        results.Add(contestant, readings);
        log.Write($" {contestant.Name} {string.Join('/', readings.Select(reading => reading.Word ?? Quantity.Text(reading.Value!.Value)))}");
        log.Write(outcome.Failure is null ? ";" : $" ({outcome.Failure});");
    }

    /// <summary>Nobody is always the first, when the machine has rested, or always the last.</summary>
    private static IEnumerable<IContestant> InTurn(IEnumerable<IContestant> contestants, int round)
    {
        IContestant[] all = [.. contestants];
        return all.Select((_, i) => all[(i + round) % all.Length]);
    }
}
