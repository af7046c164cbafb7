namespace Faults.Tests.Scenarios;

/// <summary>
/// Calls that end just before or just after their deadline. How long one takes beside its method depends on the machine, and on whether its worker is
/// new; so the lengths follow what happened, as in a staircase procedure (Cornsweet 1962), and half of the calls end in time.
/// </summary>
public sealed class S09Photofinish() : FaultTest(9)
{
    [Fact]
    public async Task Each_call_has_one_outcome_and_it_is_its_own()
    {
        const double deadline = 20, step = 0.5;
        int calls = TestScale.Of(10_000, parts: 40), next = -1, late = 0, inTime = 0;
        ProcessPool pool = NewPool(2, options => options.SpareWorkers = 2).With(new PoolCallOptions { Timeout = TimeSpan.FromMilliseconds(deadline) });
        double[] offsets = [.. Enumerable.Range(0, calls).Select(_ => (10 * Random.NextDouble()) - 5)];
        await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
        {
            double middle = deadline; // each caller its own
            while (Interlocked.Increment(ref next) is var number && number < calls)
            {
                try
                {
                    Assert.Equal(number, await pool.SpinAsync(number, Math.Max(0, middle + offsets[number]), TestToken));
                    Interlocked.Increment(ref inTime);
                    middle += step;
                }
                catch (CallTimeoutException)
                {
                    Interlocked.Increment(ref late);
                    middle -= step;
                }
                WatchdogAttribute.NoteProgress();
            }
        }, TestToken)));
        Assert.Equal(calls, inTime + late);
        Assert.True(inTime > 0 && late > 0, $"{inTime} in time, {late} late");
        Report("calls that end within 5 ms of their deadline", "one outcome each, its own", $"{calls} calls: {inTime} in time, {late} late, 0 mixed up");
    }
}
