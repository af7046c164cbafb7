namespace Faults.Tests.Scenarios;

/// <summary>Workers are killed all the time, and every call still ends once, rightly.</summary>
public sealed class S01KillStorm() : FaultTest(1)
{
    [Theory]
    [InlineData(PoolTransport.SharedMemory)]
    [InlineData(PoolTransport.Socket)]
    public async Task Only_the_calls_of_killed_workers_fail(PoolTransport transport)
    {
        int calls = TestScale.Of(10_000);
        Ledger ledger = NewLedger();
        ProcessPool pool = NewPool(4, options => options.Transport = transport);
        await pool.WarmUpAsync(TestToken);
        using var storm = new CancellationTokenSource();
        Task<int> kills = KillAsync(storm.Token);
        int[] durations = [.. Enumerable.Range(0, calls).Select(_ => Random.Next(1, 21))];
        int right = 0, crashed = 0, next = -1;

        // As many callers as keep the workers busy and something waiting.
        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref next) is var number && number < calls)
            {
                try
                {
                    Assert.Equal(number, await pool.NoteAsync(number, durations[number], ledger.Folder, TestToken));
                    Interlocked.Increment(ref right);
                }
                catch (WorkerCrashedException exception)
                {
                    Assert.True(exception.MayHaveRun);
                    Interlocked.Increment(ref crashed);
                }
                WatchdogAttribute.NoteProgress();
            }
        }, TestToken)));
        await storm.CancelAsync();

        int killed = await kills;
        Assert.Equal(calls, right + crashed);
        Assert.InRange(crashed, 0, killed);
        Assert.Equal(0, ledger.Doubles());
        Assert.True(ledger.Runs().Count >= right);
        Assert.Equal(2, await pool.PlainAsync(1, TestToken));
        Report($"kill storm over {transport}", "failed calls <= kills, no double run, no hang", $"{calls} calls, {killed} kills, {crashed} failed, {ledger.Doubles()} double runs");
    }

    // Whoever it hits: a worker that runs a call, one that waits, one that only starts.
    private async Task<int> KillAsync(CancellationToken end)
    {
        var random = new Random(Random.Next());
        int kills = 0;
        while (!end.IsCancellationRequested)
        {
            int[] workers = LinuxProcess.LiveChildren();
            if (workers.Length > 0 && LinuxProcess.Signal(workers[random.Next(workers.Length)], LinuxProcess.SignalKill))
                kills++;
            await Task.Delay(50 + random.Next(20), CancellationToken.None);
        }
        return kills;
    }
}
