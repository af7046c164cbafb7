namespace Faults.Tests.Scenarios;

/// <summary>Workers are recycled all the time, while others are killed and a pool is disposed: no call is lost, and there is always a worker.</summary>
public sealed class S06Recycling() : FaultTest(6)
{
    [Theory]
    [InlineData(1, 2_500)]
    [InlineData(2, 2_500)]
    [InlineData(7, 5_000)]
    public async Task No_call_is_lost(int every, int count)
    {
        int calls = TestScale.Of(count, parts: 25);
        Ledger ledger = NewLedger();
        ProcessPool pool = NewPool(2, options => options.MaxCallsPerWorker = every);
        await pool.WarmUpAsync(TestToken);
        // Nobody but the pool ends a worker at first: then there are always as many as there are to be.
        using var end = new CancellationTokenSource();
        Task<int> watch = LeastAsync(end.Token);
        int next = -1, crashed = 0, quiet = calls / 5;
        await CallAsync(quiet);
        await end.CancelAsync();
        int least = await watch;
        Assert.True(least >= 2, $"{least} processes");
        await CallAsync(calls);
        Dictionary<int, int> runs = ledger.Runs();
        Assert.Equal((calls / 50) - (quiet / 50), crashed);
        Assert.Equal(calls, runs.Count);
        Assert.All(runs, run => Assert.Equal(run.Key < 0 ? 3 : 1, run.Value));
        Report($"recycling every {every}", "0 lost calls, capacity never 0", $"{calls} calls, {crashed} of them poison, 0 lost; never fewer than {least} processes for 2 workers");

        // At the end of each the number is taken back that was one too many.
        async Task CallAsync(int last)
        {
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => CallUntilAsync(last), TestToken)));
            next = last - 1;
        }

        async Task CallUntilAsync(int last)
        {
            while (Interlocked.Increment(ref next) is var number && number < last)
            {
                try
                {
                    if (number >= quiet && number % 50 == 49)
                        await pool.PoisonAsync(-number, ledger.Folder, TestToken);
                    else
                        Assert.Equal(number, await pool.NoteAsync(number, 0, ledger.Folder, TestToken));
                }
                catch (PoisonCallException)
                {
                    Interlocked.Increment(ref crashed);
                }
                WatchdogAttribute.NoteProgress();
            }
        }
    }

    [Fact]
    public async Task A_pool_that_recycles_can_be_disposed_at_any_moment()
    {
        for (int round = 0; round < TestScale.Of(100); round++)
        {
            ProcessPool pool = NewPool(2, options => options.MaxCallsPerWorker = 2);
            Task<int>[] calls = [.. Enumerable.Range(0, 20).Select(number => pool.PlainAsync(number, TestToken))];
            await Task.Delay(Random.Next(150), TestToken);
            await pool.DisposeAsync();
            foreach (Task<int> call in calls)
                Assert.True(call.IsCompleted);
            Assert.All(calls, call => Assert.True(call.Status is TaskStatus.RanToCompletion or TaskStatus.Canceled));
            Assert.Empty(LinuxProcess.Children());
            WatchdogAttribute.NoteProgress();
        }
    }

    private static async Task<int> LeastAsync(CancellationToken end)
    {
        int least = int.MaxValue;
        while (!end.IsCancellationRequested)
        {
            least = Math.Min(least, LinuxProcess.LiveChildren().Length);
            await Task.Delay(1, CancellationToken.None);
        }
        return least;
    }
}
