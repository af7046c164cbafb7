namespace Faults.Tests.Scenarios;

/// <summary>Calls that end just before or just after their deadline.</summary>
public sealed class S09Photofinish() : FaultTest(9)
{
    [Fact]
    public async Task Each_call_has_one_outcome_and_it_is_its_own()
    {
        const double deadline = 20;
        int calls = TestScale.Of(10_000), next = -1, late = 0, inTime = 0;
        ProcessPool pool = NewPool(2, options => options.SpareWorkers = 2).With(new PoolCallOptions { Timeout = TimeSpan.FromMilliseconds(deadline) });
        double[] lengths = [.. Enumerable.Range(0, calls).Select(_ => deadline - 5 + (10 * Random.NextDouble()))];
        await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref next) is var number && number < calls)
            {
                try
                {
                    Assert.Equal(number, await pool.SpinAsync(number, lengths[number], TestToken));
                    Interlocked.Increment(ref inTime);
                }
                catch (CallTimeoutException)
                {
                    Interlocked.Increment(ref late);
                }
                WatchdogAttribute.NoteProgress();
            }
        }, TestToken)));
        Assert.Equal(calls, inTime + late);
        Report("calls that end within 5 ms of their deadline", "one outcome each, its own", $"{calls} calls: {inTime} in time, {late} late, 0 mixed up");
    }
}
