using ParallelGen.Supervision;

namespace ParallelGen.Tests.Supervision;

public sealed class RestartPolicyTests
{
    private readonly RestartPolicy _policy = new(5, TimeSpan.FromSeconds(30));

    [Fact]
    public void Five_starts_in_vain_are_enough()
    {
        TimeSpan last = TimeSpan.Zero;
        for (int start = 1; start <= 4; start++)
        {
            Assert.True(_policy.TryRetry(TimeSpan.FromSeconds(start), wasKilled: false, out TimeSpan pause));
            Assert.True(pause > last);
            last = pause;
        }
        Assert.False(_policy.TryRetry(TimeSpan.FromSeconds(5), wasKilled: false, out _));
    }

    [Fact]
    public void Slow_starts_are_given_up_too()
    {
        for (int start = 1; start <= 4; start++)
            Assert.True(_policy.TryRetry(TimeSpan.FromSeconds(7 * start), wasKilled: false, out _));
        Assert.False(_policy.TryRetry(TimeSpan.FromSeconds(35), wasKilled: false, out _));
    }

    [Fact]
    public void Starts_that_take_all_their_time_are_given_up_when_none_has_succeeded_for_as_long_as_one_may_take()
    {
        Assert.True(_policy.TryRetry(TimeSpan.FromSeconds(30), wasKilled: false, out TimeSpan pause));
        Assert.False(_policy.TryRetry(TimeSpan.FromSeconds(60) + pause, wasKilled: false, out _));
    }

    [Fact]
    public void A_short_time_to_start_gives_no_fewer_tries()
    {
        var policy = new RestartPolicy(5, TimeSpan.FromMilliseconds(300));
        for (int start = 1; start <= 4; start++)
            Assert.True(policy.TryRetry(TimeSpan.FromSeconds(2 * start), wasKilled: false, out _));
        Assert.False(policy.TryRetry(TimeSpan.FromSeconds(10), wasKilled: false, out _));
    }

    [Fact]
    public void Old_failures_are_forgotten()
    {
        for (int start = 0; start < 100; start++)
            Assert.True(_policy.TryRetry(TimeSpan.FromSeconds(41 * start), wasKilled: false, out _));
    }

    [Fact]
    public void A_worker_that_became_ready_is_progress()
    {
        for (int start = 0; start < 100; start++)
        {
            Assert.True(_policy.TryRetry(TimeSpan.FromMilliseconds(start), wasKilled: false, out _));
            if (start % 4 == 3)
                _policy.Reset();
        }
    }

    [Fact]
    public void Starts_that_somebody_kills_are_tried_again_as_long_as_one_may_take()
    {
        for (int start = 0; start < 100; start++)
        {
            Assert.True(_policy.TryRetry(TimeSpan.FromMilliseconds(290 * start), wasKilled: true, out TimeSpan pause));
            Assert.InRange(pause, TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(400));
        }
        Assert.False(_policy.TryRetry(TimeSpan.FromSeconds(30), wasKilled: true, out _));
        _policy.Reset();
        Assert.True(_policy.TryRetry(TimeSpan.FromSeconds(31), wasKilled: true, out _));
    }
}
