using ParallelGen.Benchmarks.Peers.Rows;
using ParallelGen.Benchmarks.Peers.Subjects;

namespace ParallelGen.Benchmarks.Peers.Measuring;

/// <summary>Many single calls in flight.</summary>
internal static class CrowdMeasurements
{
    internal static async Task BurstAsync(Stage stage)
    {
        const int calls = 100_000;
        await using ISubject subject = stage.Start();
        await stage.WarmUpAsync(() => subject.BurstAsync(calls / 10));
        Stage.Figure(RowNames.Burst, calls / await stage.MedianTimeAsync(stage.Times(3, 7), () => subject.BurstAsync(calls)));
    }

    internal static async Task CallersAsync(Stage stage, string row, int callers)
    {
        await using ISubject subject = stage.Start();
        await stage.WarmUpAsync(() => CallAsync(subject, callers, 100));
        int calls = stage.Times(2_000, 10_000);
        Stage.Figure(row, callers * calls / await stage.MedianTimeAsync(stage.Times(3, 25), () => CallAsync(subject, callers, calls)));
    }

    private static Task CallAsync(ISubject subject, int callers, int calls) =>
        Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            for (int i = 0; i < calls; i++)
                await subject.IncrementAsync(i);
        })));
}
