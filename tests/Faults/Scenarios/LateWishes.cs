using ParallelGen.Platform;

namespace Faults.Tests.Scenarios;

/// <summary>
/// Deadlines, cancellations and shutdowns that come at an awkward moment: while a call is sent, while the result before it is read, while somebody holds
/// up the thread that they come from. Each ends what it is meant for, and nothing else.
/// </summary>
public sealed class LateWishes : MomentTest
{
    [Fact]
    public async Task A_call_is_ended_at_its_deadline_while_the_result_before_it_is_still_read()
    {
        ProcessPool pool = NewPool(1);
        int worker = await pool.PidAsync(TestToken);
        using var reading = new SlowReading();
        Task<Moments.Observed> first = Task.Run(() => pool.ObserveAsync(1, TestToken), TestToken);
        await reading.Reached.WaitAsync(Patience, TestToken);
        // By its key, or it would wait for the end of what nobody knows how long it takes.
        ProcessPool keyed = pool.With(new PoolCallOptions { AffinityKey = "one", Timeout = TimeSpan.FromMilliseconds(200) });
        Task hanging = Task.Run(() => keyed.HangAsync("spin", "", TestToken), TestToken);
        await Until(() => !LinuxProcess.IsAlive(worker));
        reading.End();
        await first.WaitAsync(Patience, TestToken);
        await Assert.ThrowsAsync<CallTimeoutException>(() => hanging.WaitAsync(Patience, TestToken));
    }

    [Fact]
    public async Task A_worker_whose_answer_is_read_at_its_deadline_goes_on_with_what_came_after()
    {
        ProcessPool pool = NewPool(1);
        await pool.WarmUpAsync(TestToken);
        var spared = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Failpoint.Reached = place =>
        {
            if (place == "parent.spares")
                spared.TrySetResult();
        };
        using var reading = new SlowReading();
        int[] numbers = [1, 2];
        Task<Moments.Observed[]> answered = Task.Run(() => pool.ObserveMapAsync(numbers, new MapOptions { ChunkSize = 2, Timeout = TimeSpan.FromMilliseconds(200) }, TestToken), TestToken);
        await reading.Reached.WaitAsync(Patience, TestToken);
        // By its key, or it would wait for the end of what nobody knows how long it takes.
        ProcessPool keyed = pool.With(new PoolCallOptions { AffinityKey = "one" });
        Task<int> running = Task.Run(() => keyed.AwaitAsync(3, FileName("go"), TestToken), TestToken);
        await spared.Task.WaitAsync(Patience, TestToken);
        await File.WriteAllTextAsync(FileName("go"), "", TestToken);
        reading.End();
        Assert.Equal(numbers, (await answered.WaitAsync(Patience, TestToken)).Select(result => result.Value));
        Assert.Equal(3, await running.WaitAsync(Patience, TestToken));
        Assert.Equal(0, pool.GetStatistics().Timeouts);
    }

    [Fact]
    public async Task A_token_that_ends_two_calls_ends_the_one_that_runs_though_the_other_is_answered()
    {
        ProcessPool pool = NewPool(1);
        await pool.WarmUpAsync(TestToken);
        using var reading = new SlowReading();
        using var cancellation = new CancellationTokenSource();
        Task<Moments.Observed> answered = Task.Run(() => pool.ObserveUntilAsync(1, cancellation.Token), TestToken);
        await reading.Reached.WaitAsync(Patience, TestToken);
        ProcessPool keyed = pool.With(new PoolCallOptions { AffinityKey = "one" });
        var gate = new Moments.Gate();
        gate.Opened.SetResult();
        Task<int> running = Task.Run(() => keyed.TakeUntilAsync(gate, FileName("started"), cancellation.Token), TestToken);
        await Until(() => File.Exists(FileName("started")));
        await cancellation.CancelAsync(); // of the later call first
        reading.End();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.WaitAsync(Patience, TestToken));
        Assert.Equal(1, (await answered.WaitAsync(Patience, TestToken)).Value);
    }

    [Fact]
    public async Task A_cancelled_map_whose_chunk_is_just_sent_leaves_what_runs_before_it_alone()
    {
        ProcessPool pool = NewPool(1);
        await File.WriteAllTextAsync(FileName("open"), "", TestToken);
        for (int number = 0; number < 100; number++)
            await pool.AwaitAsync(number, FileName("open"), TestToken); // known to be short, so that a chunk is sent to wait behind it
        Task<int> running = Task.Run(() => pool.AwaitAsync(7, FileName("go"), TestToken), TestToken);
        await Until(() => File.Exists(FileName("go awaited")));
        using var cancellation = new CancellationTokenSource();
        using ManualResetEventSlim writes = new(), cancels = new(), sent = new(), cancelled = new();
        Failpoint.Reached = place =>
        {
            if (place == "parent.wrote" && !writes.IsSet)
            {
                writes.Set();
                cancels.Wait(Patience);
            }
            else if (place == "parent.sent")
            {
                sent.Set();
                cancelled.Wait(Patience);
            }
            else if (place == "parent.cancels")
            {
                cancels.Set();
                sent.Wait(Patience);
            }
        };
        int[] numbers = [1];
        Task<int[]> map = Task.Run(() => pool.SecondMapAsync(numbers, cancellationToken: cancellation.Token), TestToken);
        Assert.True(writes.Wait(Patience, TestToken));
        await cancellation.CancelAsync();
        cancelled.Set();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => map.WaitAsync(Patience, TestToken));
        await File.WriteAllTextAsync(FileName("go"), "", TestToken);
        Assert.Equal(7, await running.WaitAsync(Patience, TestToken));
    }

    [Fact]
    public async Task A_call_that_is_still_sent_to_a_worker_whose_dump_is_written_runs_in_another()
    {
        ProcessPool pool = NewPool(1, options =>
        {
            options.OnTimeout = TimeoutAction.DumpThenKill;
            options.DumpDirectory = Folder;
        });
        int worker = await pool.PidAsync(TestToken);
        using ManualResetEventSlim dumps = new(), written = new();
        Failpoint.Reached = place =>
        {
            if (place != "parent.dumps")
                return;
            dumps.Set();
            written.Wait(Patience);
        };
        ProcessPool hasty = pool.With(new PoolCallOptions { Timeout = TimeSpan.FromMilliseconds(300) });
        Task<int> late = Task.Run(() => hasty.AwaitAsync(1, FileName("go"), TestToken), TestToken);
        await Until(() => File.Exists(FileName("go awaited")));
        // By its key, or it would wait for the end of what nobody knows how long it takes.
        ProcessPool keyed = pool.With(new PoolCallOptions { AffinityKey = "one" });
        var gate = new Moments.Gate { Value = 7 };
        Task<int> sent = Task.Run(() => keyed.AvoidProcessAsync(worker, FileName("begun"), gate, TestToken), TestToken);
        await gate.Reached.Task.WaitAsync(Patience, TestToken);
        Assert.True(dumps.Wait(Patience, TestToken));
        gate.Opened.SetResult();
        await File.WriteAllTextAsync(FileName("go"), "", TestToken);
        Assert.Equal(1, await late.WaitAsync(Patience, TestToken)); // it has its answer after all
        await Until(() => File.Exists(FileName("begun")) || pool.GetStatistics().QueuedCalls == 1);
        written.Set();
        Assert.Equal(7, await sent.WaitAsync(Patience, TestToken));
        Assert.False(File.Exists(FileName("begun")));
    }

    [Fact]
    public async Task The_end_of_one_attempt_is_not_that_of_the_next()
    {
        ProcessPool pool = NewPool(1, static options => options.CancellationGracePeriod = Patience); // it stays the same worker
        ProcessPool hasty = pool.With(new PoolCallOptions { Timeout = TimeSpan.FromMilliseconds(300) });
        Assert.Equal(1, await hasty.EndOnceAsync(FileName("first"), TestToken).WaitAsync(Patience, TestToken));
    }

    [Fact]
    public async Task A_map_that_is_cancelled_while_it_begins_ends_once()
    {
        ProcessPool pool = NewPool(1);
        await pool.WarmUpAsync(TestToken);
        using var cancellation = new CancellationTokenSource();
        var gate = new Moments.Gate();
        int[] numbers = [1, 2, 3];
        var reports = new Progress<MapProgress>();
        Task<int[]> map = Task.Run(() => pool.ScaleMapAsync(numbers, gate, new MapOptions { Progress = reports }, cancellation.Token), TestToken);
        await gate.Reached.Task.WaitAsync(Patience, TestToken);
        await cancellation.CancelAsync();
        gate.Opened.SetResult();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => map.WaitAsync(Patience, TestToken));
        await pool.ShutdownAsync(ShutdownMode.Drain).WaitAsync(Patience, TestToken);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => pool.FirstAsync(1, TestToken));
    }

    [Fact]
    public async Task A_shutdown_cancels_a_call_that_is_just_sent()
    {
        ProcessPool pool = NewPool(1, options => options.ShutdownGracePeriod = 4 * Patience);
        await pool.WarmUpAsync(TestToken);
        var gate = new Moments.Gate();
        Task<int> call = Task.Run(() => pool.TakeUntilAsync(gate, "", TestToken), TestToken);
        await gate.Reached.Task.WaitAsync(Patience, TestToken);
        Task shutdown = pool.ShutdownAsync(ShutdownMode.Cancel);
        gate.Opened.SetResult();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.WaitAsync(Patience, TestToken));
        await shutdown.WaitAsync(Patience, TestToken);
    }

    [Fact]
    public async Task A_call_for_which_there_is_no_thread_and_that_a_shutdown_has_taken_back_ends_once()
    {
        ProcessPool pool = NewPool(1);
        int worker = await pool.PidAsync(TestToken);
        string folder = NewLedger().Folder;
        Task? shutdown = null;
        Failpoint.Reached = place =>
        {
            if (place != "parent.thread" || shutdown is not null)
                return;
            shutdown = pool.ShutdownAsync(ShutdownMode.Cancel);
            throw new InsufficientMemoryException();
        };
        LinuxProcess.Signal(worker, LinuxProcess.SignalStop); // it claims nothing
        Exception? exception = await Record.ExceptionAsync(() => pool.NoteBytesAsync(1, new byte[64 << 20], folder, TestToken).WaitAsync(Patience, TestToken));
        LinuxProcess.Signal(worker, LinuxProcess.SignalContinue);
        Assert.True(exception is OperationCanceledException, exception?.ToString());
        await shutdown!.WaitAsync(Patience, TestToken);
    }

    [Fact]
    public async Task A_listener_that_takes_its_time_holds_up_no_deadline()
    {
        using var released = new ManualResetEventSlim();
        using var log = new HeldLogger(released);
        ProcessPool pool = NewPool(2, options => options.LoggerFactory = log);
        await pool.WarmUpAsync(TestToken);
        try
        {
            Task first = pool.With(new PoolCallOptions { Timeout = TimeSpan.FromMilliseconds(100) }).HangAsync("spin", "", TestToken);
            Assert.True(log.Reached.Wait(Patience, TestToken));
            Task second = pool.With(new PoolCallOptions { Timeout = TimeSpan.FromMilliseconds(100) }).HangAsync("spin", "", TestToken);
            await Assert.ThrowsAsync<CallTimeoutException>(() => second.WaitAsync(Patience, TestToken));
            await Assert.ThrowsAsync<CallTimeoutException>(() => first.WaitAsync(Patience, TestToken));
        }
        finally
        {
            released.Set();
        }
    }

    [Fact]
    public async Task A_result_whose_reading_takes_long_holds_up_no_deadline()
    {
        ProcessPool pool = NewPool(2);
        await pool.WarmUpAsync(TestToken);
        // The worker's own thread comes too late to be the one that reads it.
        using var reading = new SlowReading();
        Failpoint.Reached = place =>
        {
            if (place == "parent.woken")
                reading.Reached.Wait(Patience);
        };
        Task<Moments.Observed> slow = pool.ObserveAsync(1, TestToken);
        Task spinning = pool.With(new PoolCallOptions { Timeout = TimeSpan.FromMilliseconds(300) }).HangAsync("spin", "", TestToken);
        await Assert.ThrowsAsync<CallTimeoutException>(() => spinning.WaitAsync(Patience, TestToken));
        reading.End();
        Assert.Equal(1, (await slow.WaitAsync(Patience, TestToken)).Value);
    }
}
