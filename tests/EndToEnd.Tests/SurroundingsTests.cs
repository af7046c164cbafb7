using System.Diagnostics;
using ParallelGen;

namespace EndToEnd.Tests;

/// <summary>The options for a worker's surroundings, seen from inside it.</summary>
public sealed class SurroundingsTests : PoolTest
{
    [Fact]
    public async Task A_worker_is_made_for_as_many_threads_as_it_may_have()
    {
        ProcessPool one = NewPool(1);
        Assert.Equal(1, await one.ProcessorsAsync(TestToken));
        Assert.Equal("1", await one.VariableAsync("OMP_NUM_THREADS", TestToken));
        ProcessPool three = NewPool(1, options => options.ThreadsPerWorker = 3);
        Assert.Equal(3, await three.ProcessorsAsync(TestToken));
        Assert.Equal("3", await three.VariableAsync("OPENBLAS_NUM_THREADS", TestToken));
        ProcessPool own = NewPool(1, options => options.Environment["OMP_NUM_THREADS"] = "5");
        Assert.Equal("5", await own.VariableAsync("OMP_NUM_THREADS", TestToken));
    }

    [Fact]
    public async Task A_worker_has_the_priority_that_was_asked_for()
    {
        ProcessPool pool = NewPool(1, options => options.WorkerPriority = ProcessPriorityClass.BelowNormal);
        Assert.Equal("BelowNormal", await pool.PriorityAsync(TestToken));
    }

    [Fact]
    public async Task Each_worker_has_a_core_of_its_own()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The list is Linux's.");
        ProcessPool pool = NewPool(1, options =>
        {
            options.PinWorkersToCores = true;
            options.SpareWorkers = 1;
        });
        await pool.WarmUpAsync(TestToken);
        string core = await pool.CoresAsync(TestToken);
        Assert.True(int.TryParse(core, out _), core);
        await Until(() => pool.GetStatistics().ReadySpares == 1);
        await Assert.ThrowsAsync<WorkerCrashedException>(() => pool.DieAsync("kill", 0, TestToken));
        Assert.Equal(core, await pool.CoresAsync(TestToken)); // the spare that has its place
    }

    [Fact]
    public async Task A_worker_is_the_first_to_go_when_memory_runs_out()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The kernel's score is Linux's.");
        ProcessPool pool = NewPool(1);
        Assert.True(await pool.KillScoreAsync(TestToken) > int.Parse(File.ReadAllText("/proc/self/oom_score_adj")));
    }

    [Fact]
    public async Task The_heap_of_a_worker_is_limited()
    {
        ProcessPool pool = NewPool(1, options => options.WorkerGC.HeapHardLimitBytes = 64 << 20);
        await Assert.ThrowsAsync<OutOfMemoryException>(() => pool.AllocateAsync(200, TestToken));
        Assert.Equal(1, await pool.AllocateAsync(1, TestToken));
        Assert.Equal("4000000", await pool.VariableAsync("DOTNET_GCHeapHardLimit", TestToken));
    }

    [Fact]
    public async Task A_worker_that_retires_ends_in_good_order()
    {
        ProcessPool pool = NewPool(1);
        await pool.SayAtTheEndAsync(FileName("end"), TestToken);
        await pool.ShutdownAsync(ShutdownMode.Drain);
        Assert.Equal("ended in good order", await File.ReadAllTextAsync(FileName("end"), TestToken));
    }

    [Fact]
    public async Task A_worker_that_waits_for_a_debugger_is_waited_for()
    {
        ProcessPool pool = NewPool(1, options =>
        {
            options.Environment["PARALLELGEN_WAIT_FOR_DEBUGGER"] = "1";
            options.StartTimeout = TimeSpan.FromMilliseconds(1);
        });
        using var notice = new AwaitedError("waits for a debugger");
        Task<int> call = pool.ProcessorsAsync(TestToken);
        string line = await notice.Seen.WaitAsync(TestToken);
        int worker = IdOf(Assert.Single(Children()));
        Assert.Equal($"ParallelGen: worker process {worker} waits for a debugger.", line.TrimEnd());
        // One that starts now, and waits for nothing, has an answer first.
        Assert.Equal(1, await NewPool(1).ProcessorsAsync(TestToken));
        Assert.False(call.IsCompleted);
        Assert.False(Assert.Single(pool.GetStatistics().Workers).IsReady);
        Assert.True(IsAlive(worker));
        await pool.ShutdownAsync(ShutdownMode.Kill);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task What_killed_a_worker_is_named_with_a_remedy()
    {
        ProcessPool pool = NewPool(1);
        string started = FileName("started");
        Task call = pool.SpinForeverAsync(started, TestToken);
        await Until(() => File.Exists(started));
        LinuxProcess.Signal(IdOf(Assert.Single(Children())), LinuxProcess.SignalKill);
        WorkerCrashedException crash = await Assert.ThrowsAsync<WorkerCrashedException>(() => call);
        Assert.Contains("SIGKILL", crash.Message, StringComparison.Ordinal);
        Assert.Contains("HeapHardLimitBytes", crash.Message, StringComparison.Ordinal);
        Assert.Null(crash.DumpPath);
    }
}
