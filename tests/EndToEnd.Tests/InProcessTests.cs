using ParallelGen;

namespace EndToEnd.Tests;

public sealed class InProcessTests : PoolTest
{
    private ProcessPool Pool => field ??= NewPool(2, options => options.ExecutionMode = ExecutionMode.InProcess);

    [Fact]
    public async Task Calls_and_maps_run_on_threads_of_this_process()
    {
        Assert.Equal(Environment.ProcessId, await Pool.WhoAmIAsync(TestToken));
        Assert.Equal(Enumerable.Range(0, 1000).Select(item => item * 2), await Pool.DoubleMapAsync(Enumerable.Range(0, 1000), cancellationToken: TestToken));
        Assert.StartsWith("True True True", await Pool.WhereAsync(TestToken), StringComparison.Ordinal);
        Assert.Empty(Children());
    }

    [Fact]
    public async Task Arguments_are_copied_as_ever()
    {
        byte[] data = [1, 2, 3];
        byte[] returned = await Pool.EchoAsync(data, TestToken);
        Assert.Equal(data, returned);
        Assert.NotSame(data, returned);
    }

    [Fact]
    public async Task Exceptions_cancellation_and_timeouts_work()
    {
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Pool.FailAsync("argument", TestToken));
        using var source = new CancellationTokenSource();
        Task<string> call = Pool.WaitForTokenAsync(FileName("started"), source.Token);
        await Until(() => File.Exists(FileName("started")));
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        // The thread goes on, but the call is settled, and another thread serves the next.
        Task<int> stuck = Pool.With(new PoolCallOptions { Timeout = TimeSpan.FromMilliseconds(50) }).WaitForFileAsync(1, FileName("stuck"), FileName("go"), TestToken);
        await Assert.ThrowsAsync<CallTimeoutException>(() => stuck);
        Assert.Equal(2, await Pool.DoubleAsync(1, TestToken));
        await File.WriteAllTextAsync(FileName("go"), "", TestToken);
    }

    [Fact]
    public async Task Nested_pools_do_not_wait_for_themselves()
    {
        ProcessPool pool = NewPool(1, options => options.ExecutionMode = ExecutionMode.InProcess);
        Assert.Equal((2 * 5) + (2 * 6) + (2 * 5), await pool.NestedAsync(5, TestToken));
    }

    [Fact]
    public async Task A_method_whose_pool_is_disposed_sees_its_token()
    {
        Task<string> call = Pool.NoteTokenAsync(FileName("started"), FileName("seen"), TestToken);
        await Until(() => File.Exists(FileName("started")));
        Pool.Dispose();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await Until(() => File.Exists(FileName("seen")));
    }

    [Fact]
    public async Task No_item_begins_after_its_map_was_cancelled()
    {
        using var source = new CancellationTokenSource();
        Task<int[]> map = Pool.BeginItemMapAsync([0, 1, 2], FileName("begun"), FileName("go"), new MapOptions { ChunkSize = 3 }, source.Token);
        await Until(() => File.Exists(FileName("begun.0")));
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => map);
        await File.WriteAllTextAsync(FileName("go"), "", TestToken);
        await Until(() => !InProcessWork.ThreadOfItems!.IsAlive);
        Assert.False(File.Exists(FileName("begun.1")));
    }
}
