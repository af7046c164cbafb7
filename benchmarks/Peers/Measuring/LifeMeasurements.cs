using ParallelGen.Benchmarks.Peers.Rows;
using ParallelGen.Benchmarks.Peers.Subjects;

namespace ParallelGen.Benchmarks.Peers.Measuring;

/// <summary>A pool that starts, and pools that have little to do.</summary>
internal static class LifeMeasurements
{
    internal static async Task WarmStartAsync(Stage stage)
    {
        var times = new double[stage.Times(5, 11)];
        for (int i = -1; i < times.Length; i++) // the first warms the program up
        {
            ISubject? subject = null;
            double seconds = await Stage.TimeAsync(() => (subject = stage.Start()).IncrementAsync(1));
            await subject!.DisposeAsync();
            if (i >= 0)
                times[i] = seconds * 1e3;
        }
        Stage.Figure(RowNames.WarmStart, Statistics.Median(times));
    }

    /// <summary>Looked at from outside: a pool that has done something and now does nothing.</summary>
    internal static async Task IdleAsync(Stage stage, string row)
    {
        await using ISubject subject = stage.Start();
        // One call for each worker, and nothing that would fill its memory.
        await Task.WhenAll(Enumerable.Range(0, SubjectCatalog.Workers).Select(_ => subject.SleepAsync(100)));
        Stage.LetLook(row);
    }

    /// <summary>Looked at from outside: a pool with one call that sleeps for longer than anyone looks.</summary>
    internal static async Task WaitingAsync(Stage stage)
    {
        await using ISubject subject = stage.Start();
        await subject.IncrementAsync(1);
        Task sleeping = subject.SleepAsync(stage.Times(4_000, 13_000));
        Stage.LetLook(RowNames.WaitingCpu);
        await sleeping;
    }
}
