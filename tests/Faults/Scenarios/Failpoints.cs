using ParallelGen.Platform;

namespace Faults.Tests.Scenarios;

/// <summary>A worker is killed exactly there: at every step of the protocol, on its side and on the parent's.</summary>
public sealed class Failpoints() : FaultTest(22)
{
    private const int Calls = 24;

    /// <summary>What a death there means for the calls.</summary>
    public enum Fate
    {
        /// <summary>Every call succeeds: those that the worker had are sent elsewhere, or answered already.</summary>
        None,

        /// <summary>The call that it had may have run, and fails.</summary>
        MayHaveRun,

        /// <summary>Whichever it is that is killed dies in some step: the others go on.</summary>
        Either,
    }

    public override ValueTask DisposeAsync()
    {
        Failpoint.Reached = null;
        return base.DisposeAsync();
    }

    [Theory]
    [InlineData("worker.received", Fate.None)]
    [InlineData("worker.claimed", Fate.MayHaveRun)]
    [InlineData("worker.ran", Fate.None)] // the answer is in the ring before anybody is woken for it
    [InlineData("worker.answered", Fate.None)]
    [InlineData("worker.flushed", Fate.None)]
    [InlineData("worker.retired", Fate.None)]
    [InlineData("worker.cleanup", Fate.None)]
    [InlineData("worker.appointed", Fate.None)]
    public async Task A_worker_dies_there_at_its_third_call(string place, Fate fate)
    {
        foreach (PoolTransport transport in new[] { PoolTransport.SharedMemory, PoolTransport.Socket })
        {
            Ledger ledger = NewLedger(transport.ToString());
            ProcessPool pool = NewPool(2, options =>
            {
                options.Transport = transport;
                options.SpareWorkers = place == "worker.appointed" ? 1 : 0;
                options.Environment[Failpoint.Variable] = $"{place}={Way.Kill}@{(place is "worker.retired" or "worker.cleanup" or "worker.appointed" ? 1 : 3)}";
            });
            await pool.WarmUpAsync(TestToken);
            if (place == "worker.appointed")
                LinuxProcess.Signal(await pool.PidAsync(TestToken), LinuxProcess.SignalKill);
            Check(await RunAsync(pool, ledger, 0), ledger, fate);
            await pool.DisposeAsync();
        }
    }

    [Theory]
    [InlineData("worker.started")]
    [InlineData("worker.connect")]
    [InlineData("worker.connected")]
    [InlineData("worker.met")]
    [InlineData("worker.initialize")]
    public async Task No_worker_ever_gets_past_there(string place)
    {
        foreach (Way way in new[] { Way.Exit7, Way.Kill, Way.Stop, Way.Exception })
        {
            ProcessPool pool = NewPool(2, options =>
            {
                options.StartTimeout = TimeSpan.FromMilliseconds(TestScale.Of(3_000));
                options.WorkerOutput = WorkerOutput.Discard;
                options.Environment["DOTNET_DbgEnableMiniDump"] = "0";
                options.Environment[Failpoint.Variable] = $"{place}={way}";
                options.UseTrap(Way.None, "");
            });
            var exception = await Assert.ThrowsAsync<WorkerStartException>(() => pool.PlainAsync(1, TestToken));
            Assert.Equal("Tasks.Plain", exception.Method);
            if (way is Way.Exit7)
                Assert.Equal(7, exception.ExitCode);
            await pool.DisposeAsync();
            WatchdogAttribute.NoteProgress();
        }
    }

    [Fact]
    public async Task A_call_that_every_worker_dies_of_before_it_begins_fails_and_certainly_did_not_run()
    {
        ProcessPool pool = NewPool(2, options => options.Environment[Failpoint.Variable] = $"worker.load={Way.Kill}");
        var exception = await Assert.ThrowsAsync<WorkerCrashedException>(() => pool.PlainAsync(1, TestToken));
        Assert.False(exception.MayHaveRun);
    }

    [Theory]
    [InlineData("parent.begins", 10)]
    [InlineData("parent.wrote", 10)]
    [InlineData("parent.sent", 10)]
    [InlineData("parent.begins", 5_000_000)]
    [InlineData("parent.wrote", 5_000_000)]
    [InlineData("parent.sent", 5_000_000)]
    public async Task Workers_die_while_the_parent_is_there(string place, int bytes)
    {
        foreach (PoolTransport transport in new[] { PoolTransport.SharedMemory, PoolTransport.Socket })
        {
            Ledger ledger = NewLedger(transport.ToString());
            ProcessPool pool = NewPool(2, options => options.Transport = transport);
            await pool.WarmUpAsync(TestToken);
            int reached = 0;
            Failpoint.Reached = at =>
            {
                if (at != place || Interlocked.Increment(ref reached) % 5 != 0)
                    return;
                foreach (int worker in LinuxProcess.LiveChildren())
                    LinuxProcess.Signal(worker, LinuxProcess.SignalKill);
            };
            Exception?[] outcomes = await RunAsync(pool, ledger, bytes);
            Failpoint.Reached = null;
            Check(outcomes, ledger, Fate.Either);
            await pool.DisposeAsync();
            WatchdogAttribute.NoteProgress();
        }
    }

    private static async Task<Exception?[]> RunAsync(ProcessPool pool, Ledger ledger, int bytes)
    {
        byte[] payload = new byte[bytes];
        Task<int>[] calls = [.. Enumerable.Range(0, Calls).Select(number => pool.NoteBytesAsync(number, payload, ledger.Folder, TestToken))];
        var outcomes = new Exception?[Calls];
        for (int number = 0; number < Calls; number++)
        {
            outcomes[number] = await Record.ExceptionAsync(() => calls[number]);
            if (outcomes[number] is null)
                Assert.Equal(number, await calls[number]);
        }
        return outcomes;
    }

    private static void Check(Exception?[] outcomes, Ledger ledger, Fate fate)
    {
        Dictionary<int, int> runs = ledger.Runs();
        Assert.Equal(0, ledger.Doubles());
        int failed = 0;
        for (int number = 0; number < Calls; number++)
        {
            if (outcomes[number] is null)
            {
                Assert.Equal(1, runs.GetValueOrDefault(number));
                continue;
            }
            failed++;
            var crash = Assert.IsType<WorkerCrashedException>(outcomes[number]);
            // What the exception says of it is so.
            if (!crash.MayHaveRun)
                Assert.Equal(0, runs.GetValueOrDefault(number));
        }
        if (fate is Fate.None)
            Assert.Equal(0, failed);
        if (fate is Fate.MayHaveRun)
            Assert.NotEqual(0, failed);
    }
}
