using System.Globalization;

namespace Faults.Tests.Scenarios;

/// <summary>Items travel while the method runs, and something comes between.</summary>
public sealed class S24Streams() : FaultTest(24)
{
    [Theory]
    [InlineData(PoolTransport.SharedMemory)]
    [InlineData(PoolTransport.Socket)]
    public async Task A_worker_killed_in_the_middle_of_a_stream_gives_what_came_and_then_its_crash(PoolTransport transport)
    {
        int rounds = TestScale.Of(200);
        long items = 0;
        ProcessPool pool = NewPool(2, options => options.Transport = transport);
        for (int round = 0; round < rounds; round++)
        {
            int killAt = Random.Next(0, 20_000), worker = 0, expected = 0;
            var crash = await Assert.ThrowsAsync<WorkerCrashedException>(async () =>
            {
                await foreach (int item in pool.EndlessAsync(0, TestToken))
                {
                    if (worker == 0)
                        worker = item;
                    else
                        Assert.Equal(expected++, item);
                    if (expected == killAt)
                        LinuxProcess.Signal(worker, LinuxProcess.SignalKill);
                }
            });
            Assert.Equal(("SIGKILL", worker), (crash.Signal, crash.ProcessId));
            Assert.True(expected >= killAt);
            items += expected;
            Assert.Equal(2, await pool.PlainAsync(1, TestToken));
            WatchdogAttribute.NoteProgress();
        }
        Report($"workers killed in the middle of a stream, {transport}", "a prefix of the items, then the crash", $"{rounds} killed, {items} items, none out of order");
    }

    [Fact]
    public async Task A_worker_killed_while_it_reports_gives_what_came_and_then_its_crash()
    {
        int rounds = TestScale.Of(200);
        ProcessPool pool = NewPool(2);
        for (int round = 0; round < rounds; round++)
        {
            var reports = new KillingProgress(Random.Next(1, 5000));
            var crash = await Assert.ThrowsAsync<WorkerCrashedException>(() => pool.ReportForeverAsync(reports, TestToken));
            Assert.Equal("SIGKILL", crash.Signal);
            int heard = reports.Heard;
            Assert.True(reports.IsInOrder && heard >= reports.KillAt);
            Assert.Equal(2, await pool.PlainAsync(1, TestToken));
            Assert.Equal(heard, reports.Heard); // nothing comes after the call has failed
            WatchdogAttribute.NoteProgress();
        }
        Report("workers killed while they report", "a prefix of the reports, then the crash", $"{rounds} killed, none out of order or late");
    }

    [Fact]
    public async Task A_worker_killed_while_it_reads_a_stream_releases_the_source()
    {
        int rounds = TestScale.Of(200), disposed = 0;
        ProcessPool pool = NewPool(2);
        for (int round = 0; round < rounds; round++)
        {
            int killAt = Random.Next(1, 5000);
            string pidFile = FileName($"pid{round}");
            await Assert.ThrowsAsync<WorkerCrashedException>(() => pool.DrainAsync(pidFile, Source(killAt, pidFile), TestToken));
            await Until(() => Volatile.Read(ref disposed) == round + 1);
            Assert.Equal(2, await pool.PlainAsync(1, TestToken));
            WatchdogAttribute.NoteProgress();
        }
        Report("workers killed while they read a stream", "the source is disposed each time", $"{rounds} killed, {disposed} disposed");

        async IAsyncEnumerable<int> Source(int killAt, string pidFile)
        {
            try
            {
                for (int i = 0; ; i++)
                {
                    if (i == killAt)
                    {
                        await Until(() => File.Exists(pidFile) && new FileInfo(pidFile).Length > 0);
                        LinuxProcess.Signal(int.Parse(await File.ReadAllTextAsync(pidFile, TestToken), CultureInfo.InvariantCulture), LinuxProcess.SignalKill);
                    }
                    yield return i;
                }
            }
            finally
            {
                Interlocked.Increment(ref disposed);
            }
        }
    }

    [Fact]
    public async Task Loops_left_at_any_moment_cost_no_worker_and_leave_nothing()
    {
        int rounds = TestScale.Of(1000);
        ProcessPool pool = NewPool(1, options => options.CancellationGracePeriod = TimeSpan.FromSeconds(30));
        int worker = await pool.PidAsync(TestToken);
        for (int round = 0; round < rounds; round++)
        {
            int leaveAt = Random.Next(0, 200), seen = 0;
            await foreach (int item in pool.EndlessAsync(Random.Next(0, 3), TestToken))
            {
                Assert.Equal(seen == 0 ? worker : seen - 1, item);
                if (seen++ == leaveAt)
                    break;
            }
            WatchdogAttribute.NoteProgress();
        }
        Assert.Equal(worker, await pool.PidAsync(TestToken));
        Report("loops left early", "the worker stays", $"{rounds} left, same worker");
    }

    [Fact]
    public async Task Streams_cancelled_at_random_moments_end_and_keep_their_worker()
    {
        int rounds = TestScale.Of(500);
        ProcessPool pool = NewPool(2, options => options.CancellationGracePeriod = TimeSpan.FromSeconds(30));
        await pool.WarmUpAsync(TestToken);
        int[] workers = LinuxProcess.LiveChildren();
        for (int round = 0; round < rounds; round++)
        {
            using var cancellation = new CancellationTokenSource(TimeSpan.FromMicroseconds(Random.Next(0, 20_000)));
            int seen = 0;
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            {
                await foreach (int item in pool.EndlessAsync(0, cancellation.Token))
                {
                    Assert.True(seen == 0 || item == seen - 1);
                    seen++;
                }
            });
            WatchdogAttribute.NoteProgress();
        }
        Assert.Equal(workers.Order(), LinuxProcess.LiveChildren().Order());
        Report("streams cancelled at random moments", "each ends, its worker stays", $"{rounds} cancelled, same workers");
    }

    [Fact]
    public async Task A_reader_that_stands_still_costs_no_more_memory_than_its_window()
    {
        ProcessPool pool = NewPool(1);
        await foreach (int _ in pool.EndlessAsync(0, TestToken))
            break;
        long before = GC.GetTotalMemory(forceFullCollection: true);
        int seen = 0;
        long most = 0;
        await foreach (int _ in pool.EndlessAsync(0, TestToken))
        {
            // Fast, so that the window grows, and now and then not at all.
            if (++seen % 20_000 == 0)
            {
                await Task.Delay(100, TestToken);
                most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
                WatchdogAttribute.NoteProgress();
            }
            if (seen == 100_000)
                break;
        }
        Assert.InRange(most, long.MinValue, 4 << 20);
        Report("a reader that stands still now and then", "memory stays within the window", $"{Math.Max(0, most) / 1e6:0.0} MB more");
    }

    [Fact]
    public async Task A_worker_that_is_stopped_while_items_go_to_it_is_replaced_and_the_source_released()
    {
        ProcessPool pool = NewPool(1);
        var disposed = new TaskCompletionSource();
        Task<int> call = pool.TakeOneAndWaitAsync(FileName("go"), Source(), TestToken);
        await Until(() => File.Exists(FileName("go")) && new FileInfo(FileName("go")).Length > 0);
        LinuxProcess.Signal(int.Parse(await File.ReadAllTextAsync(FileName("go"), TestToken), CultureInfo.InvariantCulture), LinuxProcess.SignalStop);
        await Assert.ThrowsAsync<WorkerCrashedException>(() => call);
        await disposed.Task.WaitAsync(TestToken);
        Assert.Equal(2, await pool.PlainAsync(1, TestToken));

        async IAsyncEnumerable<int> Source()
        {
            try
            {
                for (int i = 0; ; i++)
                {
                    await Task.Yield();
                    yield return i;
                }
            }
            finally
            {
                disposed.TrySetResult();
            }
        }
    }

    /// <summary>Kills who reports after so many reports.</summary>
    private sealed class KillingProgress(int killAt) : IProgress<int>
    {
        private int _worker;
        private int _heard;

        public int KillAt => killAt;

        public int Heard => Volatile.Read(ref _heard);

        public bool IsInOrder { get; private set; } = true;

        public void Report(int value)
        {
            if (_worker == 0)
            {
                _worker = value;
                return;
            }
            IsInOrder &= value == _heard;
            Volatile.Write(ref _heard, _heard + 1);
            if (_heard == killAt)
                LinuxProcess.Signal(_worker, LinuxProcess.SignalKill);
        }
    }
}
