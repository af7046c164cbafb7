using System.Diagnostics;
using ParallelGen.Benchmarks.Peers.Rows;
using ParallelGen.Benchmarks.Peers.Subjects;

namespace ParallelGen.Benchmarks.Peers.Measuring;

/// <summary>One caller that awaits one call at a time.</summary>
internal static class CallMeasurements
{
    internal static async Task LatencyAsync(Stage stage)
    {
        await using ISubject subject = stage.Start();
        await stage.WarmUpAsync(() => subject.IncrementAsync(1));
        double[] times = await TimesAsync(subject, stage.Times(5_000, 20_000), TimeSpan.Zero);
        Stage.Figure(RowNames.Call, Statistics.Median(times));
        Stage.Figure(RowNames.CallP99, Statistics.Quantile(times, 0.99));
    }

    internal static async Task AsleepAsync(Stage stage)
    {
        await using ISubject subject = stage.Start();
        await stage.WarmUpAsync(() => subject.IncrementAsync(1));
        double[] times = await TimesAsync(subject, stage.Times(50, 200), TimeSpan.FromMilliseconds(20));
        Stage.Figure(RowNames.CallAsleep, Statistics.Median(times));
    }

    internal static async Task AllocationAsync(Stage stage)
    {
        await using ISubject subject = stage.Start();
        await stage.WarmUpAsync(() => subject.IncrementAsync(1));
        const int calls = 10_000;
        long before = GC.GetTotalAllocatedBytes(precise: true);
        for (int i = 0; i < calls; i++)
            await subject.IncrementAsync(i);
        Stage.Figure(RowNames.CallAllocation, (double)(GC.GetTotalAllocatedBytes(precise: true) - before) / calls);
    }

    /// <summary>The times of single calls, in microseconds.</summary>
    private static async Task<double[]> TimesAsync(ISubject subject, int calls, TimeSpan pause)
    {
        var times = new double[calls];
        for (int i = 0; i < calls; i++)
        {
            if (pause > TimeSpan.Zero)
                await Task.Delay(pause);
            long start = Stopwatch.GetTimestamp();
            int result = await subject.IncrementAsync(i);
            times[i] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
            if (result != i + 1)
                throw new InvalidDataException($"{i} + 1 came back as {result}.");
        }
        return times;
    }
}
