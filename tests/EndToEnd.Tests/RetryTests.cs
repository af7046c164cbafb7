using ParallelGen;

namespace EndToEnd.Tests;

public sealed class RetryTests : PoolTest
{
    [Fact]
    public async Task A_call_that_crashes_is_tried_again_and_gives_its_result()
    {
        ProcessPool pool = NewPool();
        Assert.Equal(14, await pool.UnluckyAsync(7, bad: 7, deaths: 2, Folder, TestToken));
        Assert.Equal(3, Runs(7));
    }

    [Theory]
    [InlineData(PoolTransport.SharedMemory)]
    [InlineData(PoolTransport.Socket)]
    public async Task After_its_last_crash_a_call_is_poison_and_says_how_each_attempt_ended(PoolTransport transport)
    {
        ProcessPool pool = NewPool(2, options => options.Transport = transport);
        var exception = await Assert.ThrowsAsync<PoisonCallException>(() => pool.UnluckyAsync(7, bad: 7, deaths: 3, Folder, TestToken));
        Assert.Equal(3, Runs(7));
        Assert.Equal(3, exception.Attempts.Count);
        Assert.All(exception.Attempts, attempt => Assert.Contains("SIGKILL", attempt.Outcome, StringComparison.Ordinal));
        Assert.Equal(3, exception.Attempts.Select(attempt => attempt.ProcessId).Distinct().Count());
        Assert.Equal(exception.ProcessId, exception.Attempts[2].ProcessId);
        Assert.True(exception.MayHaveRun);
        Assert.Equal("Work.Unlucky", exception.Method);
        Assert.Contains($"All 3 attempts were in vain: 1. process {exception.Attempts[0].ProcessId}: SIGKILL", exception.Message, StringComparison.Ordinal);
        Assert.Equal(exception.Attempts, RemoteCallInfo.Get(exception)!.Attempts);
        Assert.Equal(2, await pool.DoubleAsync(1, TestToken));
    }

    [Fact]
    public async Task A_timeout_is_tried_again_and_the_last_one_says_how_each_attempt_ended()
    {
        ProcessPool pool = NewPool();
        Assert.Equal(14, await pool.LateAsync(7, bad: 7, times: 1, Folder, TestToken));
        Assert.Equal(2, Runs(7));
        var exception = await Assert.ThrowsAsync<CallTimeoutException>(() => pool.LateAsync(8, bad: 8, times: 2, Folder, TestToken));
        Assert.Equal(2, Runs(8));
        Assert.True(exception.MayHaveRun);
        IReadOnlyList<CallAttempt> attempts = RemoteCallInfo.Get(exception)!.Attempts;
        Assert.Equal(2, attempts.Count);
        Assert.All(attempts, attempt => Assert.Contains("timeout of 300 ms", attempt.Outcome, StringComparison.Ordinal));
        Assert.Contains("All 2 attempts were in vain", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_timeout_by_token_is_tried_again_in_the_same_worker()
    {
        ProcessPool pool = NewPool(1);
        int worker = await pool.WhoAmIAsync(TestToken);
        Assert.Equal(worker, await pool.LateWithTokenAsync(Folder, TestToken));
        Assert.Equal(2, Runs(0));
    }

    [Fact]
    public async Task An_exception_of_the_method_is_its_answer_and_knows_of_the_attempts_before_it()
    {
        ProcessPool pool = NewPool(1);
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => pool.UnluckyThenWrongAsync(Folder, TestToken));
        Assert.Equal(2, Runs(0));
        Assert.Single(RemoteCallInfo.Get(exception)!.Attempts);
    }

    [Fact]
    public async Task Arguments_are_those_that_the_caller_gave_whatever_it_does_to_them_later()
    {
        ProcessPool pool = NewPool(1);
        await pool.WarmUpAsync(TestToken);
        int[] data = [1, 2, 3];
        Task<int> sum = pool.UnluckySumAsync(data, Folder, TestToken);
        data[0] = 1000;
        Assert.Equal(6, await sum);
        Assert.Equal(2, Runs(0));
    }

    [Theory]
    [InlineData(PoolTransport.SharedMemory)]
    [InlineData(PoolTransport.Socket)]
    public async Task In_a_map_only_the_lost_item_is_tried_again(PoolTransport transport)
    {
        ProcessPool pool = NewPool(2, options => options.Transport = transport);
        await pool.WarmUpAsync(TestToken);
        int[] items = [.. Enumerable.Range(0, 40)];
        var options = new MapOptions { ChunkSize = 10 };
        Assert.Equal(items.Select(item => 2 * item), await pool.UnluckyMapAsync(items, 17, 2, Folder, options, TestToken));
        Assert.Equal(items.Select(item => item == 17 ? 3 : 1), items.Select(Runs));

        string other = Directory.CreateDirectory(FileName("other")).FullName;
        CallResult<int>[] results = await pool.UnluckyTryMapAsync(items, 17, 3, other, options, TestToken);
        Assert.All(results, result => Assert.Equal(result.Index != 17, result.IsSuccess));
        var exception = Assert.IsType<PoisonCallException>(results[17].Exception);
        Assert.Equal(3, exception.Attempts.Count);
        Assert.Equal(17, RemoteCallInfo.Get(exception)!.ItemIndex);

        string third = Directory.CreateDirectory(FileName("third")).FullName;
        var streamed = new List<int>();
        await foreach (int result in pool.UnluckyStreamAsync(items, 17, 2, third, options, TestToken))
            streamed.Add(result);
        Assert.Equal(items.Select(item => 2 * item), streamed);
        await Assert.ThrowsAsync<PoisonCallException>(() => pool.UnluckyMapAsync(items, 17, 100, third, options, TestToken));
    }

    [Fact]
    public async Task In_a_map_an_item_that_runs_out_of_time_is_tried_again()
    {
        ProcessPool pool = NewPool();
        int[] items = [.. Enumerable.Range(0, 20)];
        Assert.Equal(items.Select(item => 2 * item), await pool.LateMapAsync(items, 5, 1, Folder, new MapOptions { ChunkSize = 20 }, TestToken));
        Assert.Equal(items.Select(item => item == 5 ? 2 : 1), items.Select(Runs));
    }

    [Fact]
    public async Task A_caller_can_cancel_a_call_between_its_attempts_and_so_does_the_pools_end()
    {
        ProcessPool pool = NewPool(1);
        using var cancel = new CancellationTokenSource();
        Task cancelled = pool.DoomedAsync(Folder, cancel.Token);
        await Until(() => Runs(0) == 3);
        await cancel.CancelAsync();
        var exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        Assert.Equal(cancel.Token, exception.CancellationToken);

        string other = Directory.CreateDirectory(FileName("other")).FullName;
        Task doomed = pool.DoomedAsync(other, TestToken);
        await Until(() => File.Exists(Path.Combine(other, "0.runs")));
        await pool.DisposeAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => doomed);
    }

    private int Runs(int number) => File.Exists(FileName($"{number}.runs")) ? (int)new FileInfo(FileName($"{number}.runs")).Length : 0;
}
