using ParallelGen.Supervision;

namespace ParallelGen.Tests.Supervision;

public sealed class RestartPolicyTests
{
    private readonly RestartPolicy _policy = new();

    [Fact]
    public void Five_starts_in_vain_within_ten_seconds_are_enough()
    {
        TimeSpan last = TimeSpan.Zero;
        for (int start = 1; start <= 4; start++)
        {
            Assert.True(_policy.TryRetry(TimeSpan.FromSeconds(start), out TimeSpan pause));
            Assert.True(pause > last);
            last = pause;
        }
        Assert.False(_policy.TryRetry(TimeSpan.FromSeconds(5), out _));
    }

    [Fact]
    public void Old_failures_are_forgotten()
    {
        for (int start = 0; start < 100; start++)
            Assert.True(_policy.TryRetry(TimeSpan.FromSeconds(3 * start), out _));
    }

    [Fact]
    public void A_worker_that_became_ready_is_progress()
    {
        for (int start = 0; start < 100; start++)
        {
            Assert.True(_policy.TryRetry(TimeSpan.FromMilliseconds(start), out _));
            if (start % 4 == 3)
                _policy.Reset();
        }
    }
}
