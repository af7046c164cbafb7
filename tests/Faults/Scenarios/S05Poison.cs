namespace Faults.Tests.Scenarios;

/// <summary>Calls that always crash are tried as often as their method allows, beside others that pay nothing for it.</summary>
public sealed class S05Poison() : FaultTest(5)
{
    private const int Innocents = 1_000;
    private const int Poisons = 5;

    [Theory]
    [InlineData(PoolTransport.SharedMemory)]
    [InlineData(PoolTransport.Socket)]
    public async Task Poison_runs_three_times_and_no_innocent_call_is_blamed(PoolTransport transport)
    {
        Ledger poisoned = NewLedger("poison"), innocent = NewLedger("innocent");
        ProcessPool pool = NewPool(2, options => options.Transport = transport);
        await pool.WarmUpAsync(TestToken);
        Task<int>[] calls = [.. Enumerable.Range(0, Innocents).Select(number => pool.NoteAsync(number, Random.Next(2), innocent.Folder, TestToken))];
        Task[] poisons = [.. Enumerable.Range(0, Poisons).Select(number => pool.PoisonAsync(number, poisoned.Folder, TestToken))];

        foreach (Task poison in poisons)
        {
            var exception = await Assert.ThrowsAsync<PoisonCallException>(() => poison);
            Assert.Equal(3, exception.Attempts.Count);
            Assert.True(exception.MayHaveRun);
            WatchdogAttribute.NoteProgress();
        }
        Assert.Equal(Enumerable.Range(0, Innocents), await Task.WhenAll(calls));
        Dictionary<int, int> runs = poisoned.Runs();
        Assert.Equal(Poisons, runs.Count);
        Assert.All(runs.Values, count => Assert.Equal(3, count));
        Assert.Equal(Innocents, innocent.Runs().Count);
        Assert.Equal(0, innocent.Doubles());
        Report($"poison over {transport}", "exactly 3 runs each, 0 innocent calls blamed", $"{Poisons} calls, {runs.Values.Sum()} runs; {Innocents} innocent calls, {innocent.Doubles()} double runs");
    }
}
