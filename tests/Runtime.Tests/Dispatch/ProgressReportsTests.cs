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
}
