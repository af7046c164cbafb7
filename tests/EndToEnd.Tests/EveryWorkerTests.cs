using ParallelGen;

namespace EndToEnd.Tests;

public sealed class EveryWorkerTests : PoolTest
{
    [Fact]
    public async Task Each_worker_gets_one_call_and_results_come_in_their_order()
    {
        ProcessPool pool = NewPool(3);
        for (int round = 0; round < 20; round++)
        {
            (int Id, int Process, string Text)[] workers = await pool.IdentifyOnEveryWorkerAsync($"round {round}", TestToken);
            Assert.Equal([0, 1, 2], workers.Select(worker => worker.Id));
            Assert.Equal(3, workers.Select(worker => worker.Process).Distinct().Count());
            Assert.All(workers, worker => Assert.Equal($"round {round}", worker.Text));
        }
    }

    [Fact]
    public async Task A_method_without_a_result_changes_every_worker()
    {
        ProcessPool pool = NewPool(2);
        await pool.RememberOnEveryWorkerAsync("a", TestToken);
        await pool.RememberOnEveryWorkerAsync("b", TestToken);
        Assert.All(await pool.LogOnEveryWorkerAsync(TestToken), log => Assert.Equal(["a", "b"], log));
    }

    [Fact]
    public async Task A_busy_worker_is_waited_for_and_others_go_on_meanwhile()
    {
        ProcessPool pool = NewPool(2);
        await pool.WarmUpAsync(TestToken);
        Task<int> busy = pool.WaitForFileAsync(7, FileName("started"), FileName("go"), TestToken);
        await Until(() => File.Exists(FileName("started.7")));
        Task<string[][]> every = pool.LogOnEveryWorkerAsync(TestToken);
        for (int call = 0; call < 100; call++)
            Assert.Equal(2 * call, await pool.DoubleAsync(call, TestToken));
        Assert.False(every.IsCompleted);
        await File.WriteAllTextAsync(FileName("go"), "", TestToken);
        Assert.Equal(7, await busy);
        Assert.Equal(2, (await every).Length);
    }

    [Fact]
    public async Task A_worker_that_is_being_replaced_is_waited_for()
    {
        ProcessPool pool = NewPool(2);
        (int Id, int Process, string Text)[] before = await pool.IdentifyOnEveryWorkerAsync("", TestToken);
        LinuxProcess.Signal(before[0].Process, LinuxProcess.SignalKill);
        await Until(() => !IsAlive(before[0].Process));
        (int Id, int Process, string Text)[] after = await pool.IdentifyOnEveryWorkerAsync("", TestToken);
        Assert.Equal([0, 1], after.Select(worker => worker.Id));
        Assert.NotEqual(before[0].Process, after[0].Process);
        Assert.Equal(before[1].Process, after[1].Process);
    }

    [Fact]
    public async Task Exceptions_crashes_and_timeouts_of_one_are_those_of_the_call()
    {
        ProcessPool pool = NewPool(2);
        var exception = await Assert.ThrowsAsync<ArgumentException>(() => pool.FailOnOnEveryWorkerAsync(1, TestToken));
        Assert.Equal("workerId", exception.ParamName);
        (int Id, int Process, string Text)[] before = await pool.IdentifyOnEveryWorkerAsync("", TestToken);
        var crash = await Assert.ThrowsAsync<WorkerCrashedException>(() => pool.DieOnOnEveryWorkerAsync(1, TestToken));
        Assert.Equal((7, true, before[1].Process, "WorkerStateWork.DieOn"), (crash.ExitCode, crash.MayHaveRun, crash.ProcessId, crash.Method));
        (int Id, int Process, string Text)[] after = await pool.IdentifyOnEveryWorkerAsync("", TestToken);
        Assert.Equal([0, 1], after.Select(worker => worker.Id));
        Assert.Equal(before[0].Process, after[0].Process);
        Assert.NotEqual(before[1].Process, after[1].Process);
        await Assert.ThrowsAsync<CallTimeoutException>(() => pool.SpinOnOnEveryWorkerAsync(0, TestToken));
        Assert.Equal([0, 1], (await pool.IdentifyOnEveryWorkerAsync("", TestToken)).Select(worker => worker.Id));
    }

    [Fact]
    public async Task A_cancelled_token_ends_it_and_so_does_disposal()
    {
        ProcessPool pool = NewPool(2);
        Task<int[]> first = pool.WaitOnEveryOnEveryWorkerAsync(FileName("a"), FileName("never"), TestToken);
        await Until(() => File.Exists(FileName("a0")) && File.Exists(FileName("a1")));
        using var source = new CancellationTokenSource();
        Task<string[][]> second = pool.LogOnEveryWorkerAsync(source.Token);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Task<string[][]> third = pool.LogOnEveryWorkerAsync(TestToken);
        await pool.ShutdownAsync(ShutdownMode.Kill);
        await Assert.ThrowsAnyAsync<Exception>(() => first);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => third);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => pool.LogOnEveryWorkerAsync(TestToken));
    }

    [Fact]
    public async Task A_worker_that_can_not_be_started_fails_it_though_others_work()
    {
        ProcessPool pool = NewPool(2, options => options.UseFailWhile(FileName("condition"), FileName("attempts")));
        (int Id, int Process, string Text)[] before = await pool.IdentifyOnEveryWorkerAsync("", TestToken);
        await File.WriteAllTextAsync(FileName("condition"), "", TestToken);
        LinuxProcess.Signal(before[1].Process, LinuxProcess.SignalKill);
        await Until(() => !IsAlive(before[1].Process));
        await Assert.ThrowsAsync<WorkerStartException>(() => pool.IdentifyOnEveryWorkerAsync("", TestToken));
        File.Delete(FileName("condition"));
        Assert.Equal([0, 1], (await pool.IdentifyOnEveryWorkerAsync("", TestToken)).Select(worker => worker.Id));
    }
}
