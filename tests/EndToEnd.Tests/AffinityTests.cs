using ParallelGen;

namespace EndToEnd.Tests;

public sealed class AffinityTests : PoolTest
{
    private static ProcessPool For(ProcessPool pool, object key) => pool.With(new PoolCallOptions { AffinityKey = key });

    [Theory]
    [InlineData(PoolTransport.SharedMemory)]
    [InlineData(PoolTransport.Socket)]
    public async Task Calls_of_one_key_go_to_one_worker_and_keys_spread(PoolTransport transport)
    {
        ProcessPool pool = NewPool(3, options => options.Transport = transport);
        await pool.WarmUpAsync(TestToken);
        var homes = new HashSet<int>();
        for (int key = 0; key < 3; key++)
        {
            int home = await For(pool, key).WhoAmIAsync(TestToken);
            homes.Add(home);
            for (int call = 0; call < 100; call++)
                Assert.Equal(home, await For(pool, key).WhoAmIAsync(TestToken));
        }
        Assert.Equal(3, homes.Count);
    }

    [Fact]
    public async Task Equal_keys_are_one_key()
    {
        ProcessPool pool = NewPool(4);
        await pool.WarmUpAsync(TestToken);
        int home = await For(pool, ("tenant", 7)).WhoAmIAsync(TestToken);
        Assert.Equal(home, await For(pool, ("ten" + "ant", 7)).WhoAmIAsync(TestToken));
    }

    [Fact]
    public async Task Callers_at_once_find_the_same_worker()
    {
        ProcessPool pool = NewPool(2);
        await pool.WarmUpAsync(TestToken);
        int home = await For(pool, 1).WhoAmIAsync(TestToken);
        // Two at a time: one runs, one waits behind it.
        for (int round = 0; round < 200; round++)
            Assert.Equal([home, home], await Task.WhenAll(For(pool, 1).WhoAmIAsync(TestToken), For(pool, 1).WhoAmIAsync(TestToken)));
    }

    [Theory]
    [InlineData(PoolTransport.SharedMemory)]
    [InlineData(PoolTransport.Socket)]
    public async Task What_an_overloaded_worker_has_no_place_for_runs_elsewhere(PoolTransport transport)
    {
        ProcessPool pool = NewPool(2, options => options.Transport = transport);
        await pool.WarmUpAsync(TestToken);
        int home = await For(pool, 0).WhoAmIAsync(TestToken);
        Task<int> busy = For(pool, 0).WaitForFileAsync(1, FileName("started"), FileName("go"), TestToken);
        await Until(() => File.Exists(FileName("started.1")));
        int other = await For(pool, 0).WhoAmIAsync(TestToken);
        Assert.NotEqual(home, other);
        await File.WriteAllTextAsync(FileName("go"), "", TestToken);
        await busy;
        Assert.Equal(home, await For(pool, 0).WhoAmIAsync(TestToken));
    }

    [Fact]
    public async Task A_crowd_of_one_key_keeps_all_workers_busy()
    {
        ProcessPool pool = NewPool(2);
        await pool.WarmUpAsync(TestToken);
        int[] workers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => For(pool, "only").WhoAmISlowlyAsync(20, TestToken)));
        Assert.Equal(2, workers.Distinct().Count());
    }

    [Theory]
    [InlineData(PoolTransport.SharedMemory)]
    [InlineData(PoolTransport.Socket)]
    public async Task Waiting_calls_go_to_their_own_workers_first(PoolTransport transport)
    {
        ProcessPool pool = NewPool(2, options => options.Transport = transport);
        await pool.WarmUpAsync(TestToken);
        int[] homes = [await For(pool, 0).WhoAmIAsync(TestToken), await For(pool, 1).WhoAmIAsync(TestToken)];
        // Both are busy, and everything waits; then each takes its own.
        Task<int>[] busy = [.. Enumerable.Range(0, 2).Select(key => For(pool, key).WaitForFileAsync(key, FileName("started"), FileName("go"), TestToken))];
        await Until(() => File.Exists(FileName("started.0")) && File.Exists(FileName("started.1")));
        Task<int>[] calls = [.. Enumerable.Range(0, 40).Select(call => For(pool, call % 2).WhoAmISlowlyAsync(2, TestToken))];
        await File.WriteAllTextAsync(FileName("go"), "", TestToken);
        await Task.WhenAll(busy);
        int[] workers = await Task.WhenAll(calls);
        int atHome = workers.Where((worker, call) => worker == homes[call % 2]).Count();
        Assert.True(atHome >= 30, $"{atHome} of 40 ran at home");
    }

    [Theory]
    [InlineData(PoolTransport.SharedMemory)]
    [InlineData(PoolTransport.Socket)]
    public async Task A_worker_that_is_gone_is_stood_in_for_and_its_successor_is_home_again(PoolTransport transport)
    {
        ProcessPool pool = NewPool(2, options => options.Transport = transport);
        await pool.WarmUpAsync(TestToken);
        int home = await For(pool, 1).WhoAmIAsync(TestToken);
        Assert.Equal("1.0", await For(pool, 1).NumberAsync(TestToken));
        LinuxProcess.Signal(home, LinuxProcess.SignalKill);
        await Until(() => !IsAlive(home));
        Assert.NotEqual(home, await For(pool, 1).WhoAmIAsync(TestToken));
        await pool.WarmUpAsync(TestToken);
        Assert.Equal("1.1", await For(pool, 1).NumberAsync(TestToken));
    }

    [Fact]
    public async Task Maps_and_in_process_pools_take_a_key_and_go_on_as_ever()
    {
        ProcessPool pool = NewPool(2);
        int[] processes = await For(pool, 0).WhoAmISlowlyMapAsync(Enumerable.Repeat(2, 100), options: new MapOptions { ChunkSize = 1 }, cancellationToken: TestToken);
        Assert.Equal(2, processes.Distinct().Count());
        ProcessPool inProcess = NewPool(2, options => options.ExecutionMode = ExecutionMode.InProcess);
        Assert.Equal(4, await For(inProcess, "x").DoubleAsync(2, TestToken));
    }
}
