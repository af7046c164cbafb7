using ParallelGen;

namespace EndToEnd.Tests;

/// <summary>A pool that is used inside a worker: it runs its calls there.</summary>
public sealed class NestedTests : PoolTest
{
    [Theory]
    [InlineData(Mode.SharedMemory)]
    [InlineData(Mode.InProcess)]
    public async Task A_token_reaches_the_method_within(Mode mode)
    {
        ProcessPool pool = NewPool(1, options =>
        {
            options.Apply(mode);
            options.CancellationGracePeriod = TimeSpan.FromMinutes(1);
        });
        int worker = await pool.WhoAmIAsync(TestToken);
        using var cancellation = new CancellationTokenSource();
        Task<string> call = pool.WaitInsideAsync(FileName("call"), cancellation.Token);
        await Until(() => File.Exists(FileName("call")));
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(worker, await pool.WhoAmIAsync(TestToken));
    }

    [Fact]
    public async Task A_token_ends_the_map_within_at_its_item()
    {
        ProcessPool pool = NewPool(1);
        using var cancellation = new CancellationTokenSource();
        Task<int> call = pool.MapInsideAsync(FileName("item"), cancellation.Token);
        await Until(() => File.Exists(FileName("item.0")));
        await cancellation.CancelAsync();
        Assert.Equal(1, await call);
    }

    [Fact]
    public async Task A_timeout_is_told_to_the_method_within()
    {
        ProcessPool pool = NewPool(1);
        Assert.Contains("ran longer than its timeout of 50 ms, and was told to end", await pool.BeLateInsideAsync(FileName("late"), TestToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_recursion_without_end_is_an_exception_before_the_stack_is_full()
    {
        ProcessPool pool = NewPool(1);
        int worker = await pool.WhoAmIAsync(TestToken);
        Assert.Equal(50, await pool.RecurseAsync(50, TestToken));
        Assert.InRange(await pool.RecurseAsync(900_000, TestToken), -1_000_000, -1);
        Assert.Equal(worker, await pool.WhoAmIAsync(TestToken));
    }

    [Fact]
    public async Task A_stream_ends_with_its_pool() => Assert.Equal("cancelled", await NewPool(1).EndPoolInsideAsync(TestToken));

    [Fact]
    public async Task Items_that_report_run_one_at_a_time() => Assert.Equal(1, await NewPool(1).MapBesideInsideAsync(TestToken));

    [Fact]
    public async Task A_cancelled_map_ends_whoever_else_hears_of_that() =>
        Assert.Equal("cancelled", await NewPool(1).CancelSlowlyInsideAsync(FileName("begun"), FileName("go"), TestToken));
}
