using ParallelGen.Supervision;

namespace ParallelGen.Tests.Supervision;

public sealed class WorkerWearTests
{
    [Fact]
    public void The_first_workers_end_at_different_times_and_the_later_ones_at_the_limit()
    {
        var options = new ProcessPoolOptions { WorkerCount = 4, MaxCallsPerWorker = 800 };
        Assert.Equal([800, 700, 600, 500], Enumerable.Range(0, 4).Select(id => new WorkerWear(options, id, 0).MaxCalls));
        Assert.Equal([800, 800, 800, 800], Enumerable.Range(0, 4).Select(id => new WorkerWear(options, id, 1).MaxCalls));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(7, 5)]
    [InlineData(1000, 750)]
    public void A_successor_is_asked_for_once_when_three_quarters_are_given(int most, int calls)
    {
        var wear = new WorkerWear(new ProcessPoolOptions { WorkerCount = 1, MaxCallsPerWorker = most }, 0, 0);
        Assert.False(wear.IsEnough(calls - 1));
        Assert.True(wear.IsEnough(calls));
        Assert.True(wear.TryAsk());
        Assert.False(wear.TryAsk());
        Assert.False(wear.IsEnough(calls));
        Assert.Equal(most, wear.MaxCalls);
    }

    [Fact]
    public void A_pool_without_limits_wears_nothing_out()
    {
        var wear = new WorkerWear(new ProcessPoolOptions(), 0, 0);
        Assert.False(wear.IsLimited);
        Assert.False(wear.IsEnough(long.MaxValue - 1));
        Assert.False(wear.ShouldWatchMemory());
    }
}
