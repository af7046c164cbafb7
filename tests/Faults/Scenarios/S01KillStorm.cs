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
        await using var storm = new Storm(new Random(Random.Next()));
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
        int killed = await storm.EndAsync();
        Assert.Equal(calls, right + crashed);
        Assert.InRange(crashed, 0, killed);
        Assert.Equal(0, ledger.Doubles());
        Assert.True(ledger.Runs().Count >= right);
        Assert.Equal(2, await pool.PlainAsync(1, TestToken));
        Report($"kill storm over {transport}", "failed calls <= kills, no double run, no hang", $"{calls} calls, {killed} kills, {crashed} failed, {ledger.Doubles()} double runs");
    }

    /// <summary>Kills whoever it hits: a worker that runs a call, one that waits, one that only starts. Ends with its test, however that ends.</summary>
    private sealed class Storm : IAsyncDisposable
    {
        private readonly CancellationTokenSource _end = new();
        private readonly Task<int> _kills;

        public Storm(Random random) => _kills = KillAsync(random);

        public async Task<int> EndAsync()
        {
            await _end.CancelAsync();
            return await _kills;
        }

        public async ValueTask DisposeAsync()
        {
            await EndAsync();
            _end.Dispose();
        }

        private async Task<int> KillAsync(Random random)
        {
            int kills = 0;
            while (!_end.IsCancellationRequested)
            {
                int[] workers = LinuxProcess.LiveChildren();
                if (workers.Length > 0 && LinuxProcess.Signal(workers[random.Next(workers.Length)], LinuxProcess.SignalKill))
                    kills++;
                await Task.Delay(50 + random.Next(20), CancellationToken.None);
            }
            return kills;
        }
    }
}
