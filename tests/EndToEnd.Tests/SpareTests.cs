using System.Diagnostics;
using System.Globalization;
using ParallelGen;

namespace EndToEnd.Tests;

public sealed class SpareTests : PoolTest
{
    [Fact]
    public async Task A_killed_worker_is_replaced_by_the_spare()
    {
        ProcessPool pool = await NewPoolWithSpareAsync();
        int worker = await pool.WhoAmIAsync(TestToken);
        int spare = await SpareAsync(pool);
        Kill(worker);
        await Until(() => !IsAlive(worker));
        Assert.Equal(spare, await pool.WhoAmIAsync(TestToken));
        // It is the worker of that number, and the second of it.
        Assert.Equal("0.1", await pool.NumberAsync(TestToken));
        // A new spare takes its place.
        Assert.NotEqual(spare, await SpareAsync(pool));
        Assert.Equal(spare, await pool.WhoAmIAsync(TestToken));
    }

    [Fact]
    public async Task A_worker_that_crashes_and_one_that_is_killed_at_its_timeout_are_replaced_by_spares()
    {
        ProcessPool pool = await NewPoolWithSpareAsync();
        for (int round = 1; round <= 4; round++)
        {
            int worker = await pool.WhoAmIAsync(TestToken);
            int spare = await SpareAsync(pool);
            if (round % 2 == 0)
                await Assert.ThrowsAsync<WorkerCrashedException>(() => pool.DieAsync("exit7", 0, TestToken));
            else
                await Assert.ThrowsAsync<CallTimeoutException>(() => pool.With(new PoolCallOptions { Timeout = TimeSpan.FromMilliseconds(50) }).SpinForeverAsync(FileName($"started{round}"), TestToken));
            Assert.Equal(spare, await pool.WhoAmIAsync(TestToken));
            Assert.Equal($"0.{round}", await pool.NumberAsync(TestToken));
        }
    }

    [Fact]
    public async Task A_spare_that_dies_is_replaced()
    {
        ProcessPool pool = await NewPoolWithSpareAsync();
        int worker = await pool.WhoAmIAsync(TestToken);
        int first = await SpareAsync(pool);
        Kill(first);
        int second = await SpareAsync(pool, butNot: first);
        Kill(worker);
        await Until(() => !IsAlive(worker));
        Assert.Equal(second, await pool.WhoAmIAsync(TestToken));
    }

    [Fact]
    public async Task Spares_run_no_calls_and_are_no_workers()
    {
        ProcessPool pool = NewPool(1, options => options.SpareWorkers = 2);
        await pool.WarmUpAsync(TestToken);
        await Until(() => pool.Dispatcher.ReadySpares.Length == 2);
        Assert.Equal(1, pool.WorkerCount);
        int[] workers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => pool.WhoAmIAsync(TestToken)));
        Assert.DoesNotContain(Assert.Single(workers.Distinct()), pool.Dispatcher.ReadySpares);
    }

    [Fact]
    public async Task Nothing_is_left_of_spares_when_the_pool_ends_at_whatever_moment()
    {
        for (int round = 0; round < 8; round++)
        {
            var pool = new ProcessPool(new ProcessPoolOptions { WorkerCount = 1, SpareWorkers = 2 });
            await pool.DoubleAsync(round, TestToken);
            if (round % 2 == 0)
                await Until(() => pool.Dispatcher.ReadySpares.Length >= 1 + (round / 4));
            if (round % 4 < 2)
                await pool.DisposeAsync();
            else
                pool.Dispose();
            Assert.Empty(Children());
        }
    }

    [Fact]
    public async Task Spares_end_with_their_parent()
    {
        using Process host = HostProgram.Start("spares", Folder);
        try
        {
            Assert.Equal($"main {host.Id}", await host.StandardOutput.ReadLineAsync(TestToken));
            int worker = int.Parse((await host.StandardOutput.ReadLineAsync(TestToken))!.Split(' ')[1], CultureInfo.InvariantCulture);
            await Until(() => Children(host.Id).Count == 3);
            int[] all = [.. Children(host.Id).Select(IdOf)];
            Assert.Contains(worker, all);
            host.Kill();
            await Until(() => !all.Any(IsAlive), () => "these are alive: " + string.Join(", ", all.Where(IsAlive)));
        }
        finally
        {
            host.Kill();
            await host.WaitForExitAsync(CancellationToken.None);
        }
    }

    [Fact]
    public async Task In_process_spares_take_places_too()
    {
        ProcessPool pool = NewPool(1, options =>
        {
            options.SpareWorkers = 1;
            options.ExecutionMode = ExecutionMode.InProcess;
        });
        Assert.Equal("0.0", await pool.NumberAsync(TestToken));
        await SpareAsync(pool);
        await Assert.ThrowsAsync<CallTimeoutException>(() =>
            pool.With(new PoolCallOptions { Timeout = TimeSpan.FromMilliseconds(50) }).WaitForFileAsync(0, FileName("started"), FileName("go"), TestToken));
        Assert.Equal("0.1", await pool.NumberAsync(TestToken));
        await File.WriteAllTextAsync(FileName("go"), "", TestToken);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1025)]
    public void The_number_of_spares_is_checked(int number) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ProcessPool(new ProcessPoolOptions { SpareWorkers = number }));

    private static void Kill(int processId)
    {
        using Process process = Process.GetProcessById(processId);
        process.Kill();
    }

    private async Task<ProcessPool> NewPoolWithSpareAsync()
    {
        ProcessPool pool = NewPool(1, options => options.SpareWorkers = 1);
        await pool.WarmUpAsync(TestToken);
        return pool;
    }

    private static async Task<int> SpareAsync(ProcessPool pool, int butNot = 0)
    {
        int[] spares = [];
        await Until(() => (spares = pool.Dispatcher.ReadySpares).Length == 1 && spares[0] != butNot, () => "the children are " + string.Join(", ", Children()));
        return spares[0];
    }
}
