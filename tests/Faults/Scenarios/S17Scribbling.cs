namespace Faults.Tests.Scenarios;

/// <summary>A worker writes over what it shares with its parent.</summary>
public sealed class S17Scribbling() : FaultTest(17)
{
    [Fact]
    public async Task What_makes_no_sense_is_the_crash_of_its_worker()
    {
        ProcessPool pool = NewPool(1);
        // An answer that comes through before the next word is written is right.
        WorkerCrashedException crash = await Assert.ThrowsAsync<WorkerCrashedException>(async () =>
        {
            while (true)
                Assert.Equal(7, await pool.ScribbleAsync(7, TestToken));
        });
        Assert.True(crash.MayHaveRun);
        Assert.Contains("what it sent made no sense (", crash.Message, StringComparison.Ordinal);
        Assert.Equal(42, await pool.PlainAsync(41, TestToken));
        Assert.NotEqual(0, pool.GetStatistics().Crashes);
    }
}
