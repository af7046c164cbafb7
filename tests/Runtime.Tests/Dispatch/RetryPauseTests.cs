using ParallelGen.Dispatch;

namespace ParallelGen.Tests.Dispatch;

public sealed class RetryPauseTests
{
    [Fact]
    public void A_pause_is_twice_the_one_before_up_to_five_seconds()
    {
        Assert.Equal(
            [50, 100, 200, 400, 800, 1600, 3200, 5000, 5000],
            Enumerable.Range(1, 9).Select(attempts => RetryPause.After(attempts).TotalMilliseconds));
        Assert.Equal(TimeSpan.FromSeconds(5), RetryPause.After(int.MaxValue));
    }
}
