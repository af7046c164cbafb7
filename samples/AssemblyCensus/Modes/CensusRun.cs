using System.Diagnostics;

namespace AssemblyCensus.Modes;

/// <summary>The same work over the same files, a few times, done by one of the modes.</summary>
/// <param name="Mode">Who did it.</param>
/// <param name="Passes">The result of each pass.</param>
/// <param name="Once">What doing it once costs: to start, the first pass, to stop.</param>
/// <param name="Again">What each further pass costs; null if there was none.</param>
/// <param name="GcPause">How long the garbage collector stopped this process.</param>
internal sealed record CensusRun(CensusMode Mode, IReadOnlyList<CensusTotals> Passes, TimeSpan Once, TimeSpan? Again, TimeSpan GcPause)
{
    internal static async Task<CensusRun> MeasureAsync(
        CensusMode mode, IReadOnlyList<string> files, int workers, int passes, Action done, CancellationToken cancellationToken)
    {
        // Nobody pays for the garbage of the mode before.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        TimeSpan pausedBefore = GC.GetTotalPauseDuration();
        List<CensusTotals> totals = [];
        TimeSpan once;
        TimeSpan? again = null;

        long started = Stopwatch.GetTimestamp();
        await using (ICensus census = Create(mode, workers))
        {
            totals.Add(await census.RunAsync(files, done, cancellationToken));
            once = Stopwatch.GetElapsedTime(started);

            started = Stopwatch.GetTimestamp();
            while (totals.Count < passes)
                totals.Add(await census.RunAsync(files, done, cancellationToken));
            if (passes > 1)
                again = Stopwatch.GetElapsedTime(started) / (passes - 1);
            started = Stopwatch.GetTimestamp();
        }
        once += Stopwatch.GetElapsedTime(started);
        return new CensusRun(mode, totals, once, again, GC.GetTotalPauseDuration() - pausedBefore);
    }

    private static ICensus Create(CensusMode mode, int workers) => mode switch
    {
        CensusMode.Sequential => new SequentialCensus(),
        CensusMode.Threads => new ThreadCensus(workers),
        _ => new PoolCensus(workers),
    };
}
