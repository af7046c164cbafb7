using System.Globalization;
using ParallelGen.Platform;

namespace Faults.Tests.Scenarios;

/// <summary>Moments in which two threads, or two processes, meet as they seldom do: each once led to a call that nobody answered.</summary>
public sealed class RareMoments : MomentTest
{
    [Fact]
    public async Task A_call_that_waits_behind_one_that_can_not_be_encoded_is_sent()
    {
        ProcessPool pool = NewPool(1);
        await pool.WarmUpAsync(TestToken);
        var gate = new Moments.Gate { Throws = true };
        Task<int> failing = Task.Run(() => pool.TakeAsync(gate, TestToken), TestToken);
        await gate.Reached.Task.WaitAsync(Patience, TestToken);
        Task<int> waiting = pool.FirstAsync(1, TestToken);
        await Until(() => pool.GetStatistics().QueuedCalls == 1);
        gate.Opened.SetResult();
        await Assert.ThrowsAsync<CallSerializationException>(() => failing);
        Assert.Equal(1, await waiting.WaitAsync(Patience, TestToken));
    }

    [Theory]
    [InlineData(PoolTransport.SharedMemory)]
    [InlineData(PoolTransport.Socket)]
    public async Task A_worker_that_has_seen_half_of_a_call_takes_the_next(PoolTransport transport)
    {
        ProcessPool pool = NewPool(1, options => options.Transport = transport);
        await pool.WarmUpAsync(TestToken);
        var gate = new Moments.Gate { Throws = true };
        gate.Opened.SetResult();
        // More than its ring: it has begun to read before this side comes to the end.
        await Assert.ThrowsAsync<CallSerializationException>(() => pool.TakeLargeAsync(new byte[64 << 20], gate, TestToken));
        Assert.Equal(2, await pool.SecondAsync(2, TestToken).WaitAsync(Patience, TestToken));
    }

    [Fact]
    public async Task A_call_that_can_not_be_encoded_and_whose_answer_is_read_first_is_settled_once()
    {
        ProcessPool pool = NewPool(1);
        for (int number = 0; number < 100; number++)
            await pool.ThirdAsync(number, TestToken); // known to be short, so that who calls it reads answers to make room
        long answered = pool.GetStatistics().AnsweredCalls;
        Task<int>? other = null;
        Failpoint.Reached = place =>
        {
            if (place != "parent.abandoned")
                return;
            other = Task.Run(() => pool.ThirdAsync(7, TestToken), TestToken);
            SpinWait.SpinUntil(() => pool.GetStatistics().AnsweredCalls > answered, TimeSpan.FromSeconds(2));
        };
        var gate = new Moments.Gate { Throws = true };
        gate.Opened.SetResult();
        await Assert.ThrowsAsync<CallSerializationException>(() => pool.TakeLargeAsync(new byte[64 << 20], gate, TestToken));
        Failpoint.Reached = null;
        Assert.Equal(7, await other!.WaitAsync(Patience, TestToken));
        await pool.ShutdownAsync(ShutdownMode.Drain).WaitAsync(Patience, TestToken);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => pool.FirstAsync(1, TestToken));
    }

    [Theory]
    [InlineData(PoolTransport.SharedMemory)]
    [InlineData(PoolTransport.Socket)]
    public async Task An_item_that_breaks_off_when_its_worker_has_seen_the_beginning_fails(PoolTransport transport)
    {
        ProcessPool pool = NewPool(1, options => options.Transport = transport);
        var gate = new Moments.Gate { Throws = true };
        gate.Opened.SetResult();
        (byte[], Moments.Gate)[] items = [(new byte[64 << 20], gate)];
        await Assert.ThrowsAsync<CallSerializationException>(() => pool.TakeLargeMapAsync(items, cancellationToken: TestToken).WaitAsync(Patience, TestToken));
        CallResult<int>[] tried = await pool.TakeLargeTryMapAsync(items, cancellationToken: TestToken).WaitAsync(Patience, TestToken);
        Assert.IsType<CallSerializationException>(tried[0].Exception);
        Assert.Equal(2, await pool.SecondAsync(2, TestToken).WaitAsync(Patience, TestToken));
    }

    [Theory]
    [InlineData(PoolTransport.SharedMemory)]
    [InlineData(PoolTransport.Socket)]
    public async Task A_worker_that_dies_while_its_result_is_read_is_replaced(PoolTransport transport)
    {
        ProcessPool pool = NewPool(1, options => options.Transport = transport);
        int worker = await pool.PidAsync(TestToken);
        // The rest of what it has to send is more than lies between the two.
        Moments.Observed.Read = () =>
        {
            Moments.Observed.Read = null;
            LinuxProcess.Signal(worker, LinuxProcess.SignalKill);
            SpinWait.SpinUntil(() => !LinuxProcess.IsAlive(worker), Patience);
        };
        await Assert.ThrowsAsync<WorkerCrashedException>(() => pool.ObserveManyAsync(30_000, TestToken).WaitAsync(Patience, TestToken));
        Assert.Equal(2, await pool.SecondAsync(2, TestToken).WaitAsync(Patience, TestToken));
    }

    [Fact]
    public async Task A_call_that_waits_behind_a_large_one_that_is_cancelled_is_sent()
    {
        ProcessPool pool = NewPool(1);
        int worker = await pool.PidAsync(TestToken);
        using var cancellation = new CancellationTokenSource();
        LinuxProcess.Signal(worker, LinuxProcess.SignalStop);
        string folder = NewLedger().Folder;
        Task<int> large = pool.NoteBytesAsync(1, new byte[64 << 20], folder, cancellation.Token);
        Task<int> waiting = pool.SecondAsync(2, TestToken);
        await cancellation.CancelAsync();
        LinuxProcess.Signal(worker, LinuxProcess.SignalContinue);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => large.WaitAsync(Patience, TestToken));
        Assert.Equal(2, await waiting.WaitAsync(Patience, TestToken));
    }

    [Theory]
    [InlineData(PoolTransport.SharedMemory)]
    [InlineData(PoolTransport.Socket)]
    public async Task A_large_chunk_that_an_item_ends_is_answered_before_it_is_read_to_its_end(PoolTransport transport)
    {
        ProcessPool pool = NewPool(1, options => options.Transport = transport);
        byte[][] items = [.. Enumerable.Range(0, 100).Select(static number => Enumerable.Repeat((byte)number, 100_000).ToArray())];
        Task<byte[][]> map = pool.WidenMapAsync(items, 50, new MapOptions { ChunkSize = 100 }, TestToken);
        await Assert.ThrowsAsync<InvalidOperationException>(() => map.WaitAsync(Patience, TestToken));
        Assert.Equal(2, await pool.SecondAsync(2, TestToken).WaitAsync(Patience, TestToken));
    }

    [Fact]
    public async Task A_chunk_that_comes_to_its_worker_a_second_time_runs()
    {
        ProcessPool pool = NewPool(1);
        await File.WriteAllTextAsync(FileName("open"), "", TestToken);
        for (int number = 0; number < 100; number++)
            await pool.AwaitAsync(number, FileName("open"), TestToken); // known to be short, so that a chunk is sent to wait behind it
        Task<int> running = Task.Run(() => pool.AwaitAsync(7, FileName("go"), TestToken), TestToken);
        await Until(() => File.Exists(FileName("go awaited")));
        var taken = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Failpoint.Reached = place =>
        {
            if (place == "parent.returned")
                taken.TrySetResult();
        };
        byte[][] items = [.. Enumerable.Range(0, 20).Select(_ => new byte[100_000])]; // more than the ring holds
        Task<byte[][]> map = Task.Run(() => pool.WidenMapAsync(items, 50, new MapOptions { ChunkSize = 20 }, TestToken), TestToken);
        await taken.Task.WaitAsync(Patience, TestToken);
        await File.WriteAllTextAsync(FileName("go"), "", TestToken);
        Assert.Equal(7, await running.WaitAsync(Patience, TestToken));
        Assert.Equal(20, (await map.WaitAsync(Patience, TestToken)).Length);
    }

    [Fact]
    public async Task What_a_worker_leaves_behind_that_writes_for_ever_does_not_hold_up_its_replacement()
    {
        ProcessPool pool = NewPool(1, options => options.WorkerOutput = WorkerOutput.Capture);
        try
        {
            await Assert.ThrowsAsync<WorkerCrashedException>(() => pool.LeaveWriterAsync(FileName("writer"), TestToken).WaitAsync(Patience, TestToken));
            Assert.Equal(2, await pool.SecondAsync(2, TestToken).WaitAsync(Patience, TestToken));
        }
        finally
        {
            LinuxProcess.Signal(int.Parse(await File.ReadAllTextAsync(FileName("writer"), TestToken), CultureInfo.InvariantCulture), LinuxProcess.SignalKill);
        }
    }

    [Fact]
    public async Task A_call_for_every_worker_starts_those_that_have_left_meanwhile()
    {
        ProcessPool pool = NewPool(3, options =>
        {
            options.MinWorkerCount = 1;
            options.IdleTimeout = TimeSpan.FromMilliseconds(100);
        });
        await pool.WarmUpAsync(TestToken);
        var gate = new Moments.Gate { Free = 2 };
        Task<int[]> everywhere = Task.Run(() => pool.TakeEverywhereOnEveryWorkerAsync(gate, TestToken), TestToken);
        await gate.Reached.Task.WaitAsync(Patience, TestToken);
        await Until(() => pool.GetStatistics().Workers.Count == 1);
        gate.Opened.SetResult();
        Assert.Equal(3, (await everywhere.WaitAsync(Patience, TestToken)).Length);
    }

    [Fact]
    public async Task A_result_that_does_not_come_to_its_end_is_late_whoever_reads_it()
    {
        ProcessPool pool = NewPool(2);
        await pool.WarmUpAsync(TestToken);
        // The worker's own thread comes too late to be the one that reads it.
        Failpoint.Reached = place =>
        {
            if (place == "parent.woken")
                Thread.Sleep(700);
        };
        ProcessPool hasty = pool.With(new PoolCallOptions { Timeout = TimeSpan.FromMilliseconds(300) });
        Task stuck = hasty.GiveStuckAsync(TestToken), spinning = hasty.HangAsync("spin", "", TestToken);
        await Assert.ThrowsAsync<CallTimeoutException>(() => stuck.WaitAsync(Patience, TestToken));
        await Assert.ThrowsAsync<CallTimeoutException>(() => spinning.WaitAsync(Patience, TestToken));
    }

    [Fact]
    public async Task A_worker_that_is_retired_while_somebody_sends_to_it_ends_when_that_is_done()
    {
        ProcessPool pool = NewPool(1, options => options.MaxCallsPerWorker = 8);
        int worker = await pool.PidAsync(TestToken);
        bool isRefused = false;
        NoThreads(() => isRefused = true); // for its successor, until somebody sends
        for (int call = 0; call < 5; call++)
            await pool.PidAsync(TestToken);
        await Until(() => Volatile.Read(ref isRefused));
        var gate = new Moments.Gate { Throws = true };
        Task<int> failing = Task.Run(() => pool.TakeAsync(gate, TestToken), TestToken);
        await gate.Reached.Task.WaitAsync(Patience, TestToken);
        Failpoint.Reached = null;
        Assert.NotEqual(worker, await pool.PidAsync(TestToken).WaitAsync(Patience, TestToken));
        await Until(() => !pool.GetStatistics().Workers.Any(left => left.ProcessId == worker && left.IsReady));
        gate.Opened.SetResult();
        await Assert.ThrowsAsync<CallSerializationException>(() => failing);
        await Until(() => !LinuxProcess.IsAlive(worker));
    }

    [Fact]
    public async Task A_call_that_comes_while_others_are_taken_back_in_vain_is_sent()
    {
        ProcessPool pool = NewPool(1);
        await pool.WarmUpAsync(TestToken);
        string file = FileName("go");
        Task<int>? waiting = null;
        Task<int[]>? map = null;
        int reached = 0;
        Failpoint.Reached = place =>
        {
            if (place != "parent.takes.back" || Interlocked.Increment(ref reached) != 1)
                return;
            waiting = pool.FirstAsync(5, TestToken);
            File.WriteAllText(file, "");
            SpinWait.SpinUntil(() => map?.IsCompleted == true, TimeSpan.FromSeconds(5));
        };
        int[] numbers = [1, 2];
        map = pool.AwaitMapAsync(numbers, file, new MapOptions { ChunkSize = 1 }, TestToken);
        Assert.Equal(numbers, await map);
        await Until(() => Volatile.Read(ref waiting) is not null);
        Assert.Equal(5, await waiting!.WaitAsync(Patience, TestToken));
    }

    [Theory]
    [InlineData(Way.Exit7, PoolTransport.SharedMemory)]
    [InlineData(Way.Exit7, PoolTransport.Socket)]
    [InlineData(Way.Loop, PoolTransport.SharedMemory)]
    [InlineData(Way.Loop, PoolTransport.Socket)]
    public async Task A_process_that_holds_a_dead_workers_connections_does_not_hide_its_end(Way way, PoolTransport transport)
    {
        ProcessPool pool = NewPool(1, options => options.Transport = transport);
        await pool.WarmUpAsync(TestToken);
        string pidFile = FileName("heir");
        ProcessPool used = way is Way.Loop ? pool.With(new PoolCallOptions { Timeout = TimeSpan.FromSeconds(1) }) : pool;
        Task call = used.LeaveHeirAsync(way, pidFile, TestToken);
        try
        {
            Exception? exception = await Record.ExceptionAsync(() => call.WaitAsync(Patience, TestToken));
            Assert.True(way is Way.Loop ? exception is CallTimeoutException : exception is WorkerCrashedException { ExitCode: 7 }, exception?.ToString());
            Assert.Equal(3, await pool.PlainAsync(2, TestToken).WaitAsync(Patience, TestToken));
            await pool.DisposeAsync().AsTask().WaitAsync(Patience, TestToken);
        }
        finally
        {
            LinuxProcess.Signal(int.Parse(await File.ReadAllTextAsync(pidFile, TestToken), CultureInfo.InvariantCulture), LinuxProcess.SignalKill);
        }
    }

    [Theory]
    [InlineData(Way.Exit7)]
    [InlineData(Way.Loop)]
    public async Task A_process_that_holds_the_connections_of_a_worker_that_never_was_does_not_hide_its_end(Way way)
    {
        string pidFile = FileName("heir");
        ProcessPool pool = NewPool(1, options =>
        {
            options.UseLeaveHeirEarly(way, pidFile);
            options.StartTimeout = TimeSpan.FromSeconds(5);
        });
        try
        {
            await Assert.ThrowsAsync<WorkerStartException>(() => pool.PlainAsync(1, TestToken).WaitAsync(Patience, TestToken));
            await pool.DisposeAsync().AsTask().WaitAsync(Patience, TestToken);
        }
        finally
        {
            LinuxProcess.Signal(int.Parse(await File.ReadAllTextAsync(pidFile, TestToken), CultureInfo.InvariantCulture), LinuxProcess.SignalKill);
        }
    }

    [Fact]
    public async Task A_worker_whose_temporary_directory_has_no_name_ends_as_any_other()
    {
        ProcessPool pool = NewPool(1, options => options.Environment["TMPDIR"] = "");
        Assert.Equal(3, await pool.PlainAsync(2, TestToken).WaitAsync(Patience, TestToken));
        await pool.DisposeAsync().AsTask().WaitAsync(Patience, TestToken);
    }

    [Fact]
    public async Task A_spare_that_is_stopped_when_it_is_given_a_place_loses_it()
    {
        ProcessPool pool = NewPool(1, options =>
        {
            options.SpareWorkers = 1;
            options.Environment[Failpoint.Variable] = $"worker.appointed={Way.Stop}@{FileName("trap")}";
        });
        int worker = await pool.PidAsync(TestToken);
        await Until(() => pool.GetStatistics().ReadySpares == 1);
        await File.WriteAllTextAsync(FileName("trap"), "", TestToken);
        LinuxProcess.Signal(worker, LinuxProcess.SignalKill);
        await Until(() => !File.Exists(FileName("trap")));
        Assert.Equal(3, await pool.PlainAsync(2, TestToken).WaitAsync(Patience, TestToken));
    }

    [Fact]
    public async Task Without_shared_memory_calls_travel_over_sockets_and_it_is_said_once()
    {
        using var log = new EndToEnd.Tests.RecordingLoggerFactory();
        Failpoint.Reached = place =>
        {
            if (place == "parent.segment")
                throw new ParallelGen.Transport.SharedMemory.SegmentException("memfd_create: No space left");
        };
        ProcessPool pool = NewPool(3, options => options.LoggerFactory = log);
        await pool.WarmUpAsync(TestToken);
        byte[] bytes = new byte[5_000_000];
        Random.NextBytes(bytes);
        Assert.Equal(bytes.Length, await pool.NoteBytesAsync(bytes.Length, bytes, NewLedger().Folder, TestToken));
        Assert.Single(log.Entries, entry => entry.Id == 3 && entry.Text.Contains("No space left", StringComparison.Ordinal));
    }

    [Fact]
    public async Task In_process_an_initializer_that_fails_has_failed_for_all_who_waited_for_it()
    {
        ProcessPool pool = NewPool(4, options =>
        {
            options.ExecutionMode = ExecutionMode.InProcess;
            options.UseFailWhenAsked(FileName("attempts"), FileName("go"));
        });
        int waiting = 0;
        Failpoint.Reached = place =>
        {
            if (place == "parent.prepares")
                Interlocked.Increment(ref waiting);
        };
        Task<int> call = pool.PlainAsync(1, TestToken);
        await Until(() => Volatile.Read(ref waiting) == 4);
        await File.WriteAllTextAsync(FileName("go"), "", TestToken);
        await Assert.ThrowsAsync<WorkerStartException>(() => call.WaitAsync(Patience, TestToken));
        await pool.DisposeAsync().AsTask().WaitAsync(Patience, TestToken);
        Assert.Equal("x", await File.ReadAllTextAsync(FileName("attempts"), TestToken));
    }

    [Fact]
    public async Task A_pool_is_warm_when_all_its_workers_are_given_calls()
    {
        using var released = new ManualResetEventSlim();
        using var logger = new HeldLogger(released, HeldLogger.WorkerIsReady);
        ProcessPool pool = NewPool(1, options => options.LoggerFactory = logger);
        Task warm = pool.WarmUpAsync(TestToken);
        Assert.True(logger.Reached.Wait(Patience, TestToken));
        Assert.False(warm.IsCompleted);
        Assert.False(pool.WarmUpAsync(TestToken).IsCompleted);
        released.Set();
        await warm.WaitAsync(Patience, TestToken);
    }
}
