using System.Collections.Concurrent;
using ParallelGen.Dispatch.Maps;

namespace ParallelGen.Tests.Dispatch;

public sealed class ProgressReportsTests
{
    [Fact]
    public void What_is_added_after_the_end_is_not_reported_and_ends_nothing_again()
    {
        int finished = 0;
        var reports = new ProgressReports(new Progress<MapProgress>(), null, static exception => throw exception);
        reports.Finish(() => Interlocked.Increment(ref finished));
        reports.Add(0);
        // Whatever that has queued has begun when as many as there are threads have come after it.
        using var behind = new CountdownEvent(100);
        for (int item = 0; item < 100; item++)
            ThreadPool.QueueUserWorkItem(_ => behind.Signal());
        behind.Wait(TestContext.Current.CancellationToken);
        Assert.Equal(1, finished);
    }

    [Fact]
    public void Reports_come_in_the_context_of_who_made_them_whoever_adds()
    {
        var context = new AsyncLocal<string> { Value = "maker" };
        using var seen = new BlockingCollection<string?>();
        var reports = new ProgressReports(new DirectProgress(_ => seen.Add(context.Value)), null, static exception => throw exception);
        for (int round = 1; round <= 2; round++)
        {
            context.Value = "another";
            reports.Add(1);
            Assert.Equal("maker", seen.Take(TestContext.Current.CancellationToken));
        }
    }

    private sealed class DirectProgress(Action<MapProgress> report) : IProgress<MapProgress>
    {
        public void Report(MapProgress value) => report(value);
    }
}
