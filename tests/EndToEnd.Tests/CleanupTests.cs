using ParallelGen;

namespace EndToEnd.Tests;

public sealed class CleanupTests : PoolTest
{
    private string[] Lines => [.. Directory.GetFiles(Path.GetDirectoryName(FileName("cleanups"))!, "cleanups.*").SelectMany(File.ReadAllLines)];

    private ProcessPool NewPool(string way, int workerCount = 1, Action<ProcessPoolOptions>? configure = null) => NewPool(workerCount, options =>
    {
        configure?.Invoke(options);
        options.UsePlanCleanup(FileName("cleanups"), way);
    });

    [Theory]
    [InlineData(ShutdownMode.Drain)]
    [InlineData(ShutdownMode.Cancel)]
    public async Task They_run_when_the_pool_ends_the_last_declared_first(ShutdownMode mode)
    {
        ProcessPool pool = NewPool("", workerCount: 2);
        (int Id, int Process, string Text)[] workers = await pool.IdentifyOnEveryWorkerAsync("", TestToken);
        await pool.ShutdownAsync(mode);
        Assert.Equal(4, Lines.Length);
        foreach ((_, int process, _) in workers)
            Assert.Equal([$"first {process}", $"last {process}"], Lines.Where(line => line.EndsWith($" {process}", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task They_run_when_a_worker_has_done_enough()
    {
        ProcessPool pool = NewPool("", configure: options => options.MaxCallsPerWorker = 1);
        int first = await pool.WhoAmIAsync(TestToken);
        Assert.NotEqual(first, await pool.WhoAmIAsync(TestToken));
        await Until(() => !IsAlive(first));
        Assert.Equal([$"first {first}", $"last {first}"], await File.ReadAllLinesAsync(FileName($"cleanups.{first}"), TestToken));
    }

    [Fact]
    public async Task They_run_when_a_worker_has_nothing_to_do()
    {
        ProcessPool pool = NewPool("", configure: options =>
        {
            options.MinWorkerCount = 0;
            options.IdleTimeout = TimeSpan.FromMilliseconds(100);
        });
        int worker = await pool.WhoAmIAsync(TestToken);
        await Until(() => !IsAlive(worker));
        Assert.Equal([$"first {worker}", $"last {worker}"], Lines);
    }

    [Fact]
    public async Task A_worker_that_is_killed_runs_none()
    {
        ProcessPool pool = NewPool("");
        await pool.LogAsync(TestToken);
        await pool.ShutdownAsync(ShutdownMode.Kill);
        Assert.Empty(Lines);
    }

    [Fact]
    public async Task One_that_throws_keeps_none_from_running_and_its_worker_retires_well()
    {
        ProcessPool pool = NewPool("throw");
        int process = await pool.WhoAmIAsync(TestToken);
        await pool.DisposeAsync();
        Assert.Equal([$"first {process}", $"last {process}"], Lines);
        Assert.Equal(0, pool.GetStatistics().Crashes);
    }

    [Fact]
    public async Task One_that_does_not_end_is_ended_with_its_worker()
    {
        ProcessPool pool = NewPool("hang", configure: options => options.ShutdownGracePeriod = TimeSpan.FromMilliseconds(500));
        int process = await pool.WhoAmIAsync(TestToken);
        await pool.DisposeAsync();
        Assert.Equal([$"first {process}"], Lines);
        Assert.False(IsAlive(process));
    }

    [Fact]
    public async Task A_worker_that_has_nothing_to_do_does_not_wait_for_those_that_run()
    {
        ProcessPool pool = NewPool($"tell {FileName("go")}", workerCount: 2, configure: options => options.ShutdownGracePeriod = TimeSpan.FromMinutes(2));
        await pool.WarmUpAsync(TestToken);
        // Ends when the other worker cleans up.
        Task<int> stubborn = pool.WaitForFileAsync(0, FileName("started"), FileName("go"), TestToken);
        await Until(() => File.Exists(FileName("started.0")));
        await pool.ShutdownAsync(ShutdownMode.Cancel);
        Assert.Equal(TaskStatus.RanToCompletion, stubborn.Status);
        Assert.Equal(4, Lines.Length);
    }

    [Fact]
    public async Task In_process_they_run_once_when_the_pool_ends()
    {
        ProcessPool pool = NewPool("", workerCount: 3, configure: options => options.ExecutionMode = ExecutionMode.InProcess);
        await pool.IdentifyOnEveryWorkerAsync("", TestToken);
        Assert.Empty(Lines);
        await pool.DisposeAsync();
        Assert.Equal([$"first {Environment.ProcessId}", $"last {Environment.ProcessId}"], Lines);
    }

    [Fact]
    public async Task In_process_they_run_too_where_a_thread_was_given_up_that_still_runs()
    {
        ProcessPool pool = NewPool("", workerCount: 2, configure: options => options.ExecutionMode = ExecutionMode.InProcess);
        ProcessPool hasty = pool.With(new PoolCallOptions { Timeout = TimeSpan.FromMilliseconds(50) });
        await Assert.ThrowsAsync<CallTimeoutException>(() => hasty.WaitForFileAsync(1, FileName("stuck"), FileName("go"), TestToken));
        await pool.DisposeAsync();
        Assert.Equal([$"first {Environment.ProcessId}", $"last {Environment.ProcessId}"], Lines);
        await File.WriteAllTextAsync(FileName("go"), "", TestToken);
    }

    [Fact]
    public async Task In_process_they_run_too_where_a_thread_does_not_end()
    {
        ProcessPool pool = NewPool("", workerCount: 2, configure: options =>
        {
            options.ExecutionMode = ExecutionMode.InProcess;
            options.ShutdownGracePeriod = TimeSpan.FromMilliseconds(200);
        });
        await pool.WarmUpAsync(TestToken);
        Task<int> stuck = pool.WaitForFileAsync(1, FileName("stuck"), FileName("go"), TestToken);
        await Until(() => File.Exists(FileName("stuck.1")));
        await pool.DisposeAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stuck);
        Assert.Equal([$"first {Environment.ProcessId}", $"last {Environment.ProcessId}"], Lines);
        await File.WriteAllTextAsync(FileName("go"), "", TestToken);
    }
}
