using ParallelGen;

namespace EndToEnd.Tests;

/// <summary>Limits that are options: what is beyond them is refused, and the pool goes on.</summary>
public sealed class LimitTests : PoolTest
{
    [Theory]
    [InlineData(ExecutionMode.Processes)]
    [InlineData(ExecutionMode.InProcess)]
    public async Task What_is_nested_too_deep_is_refused_on_both_sides(ExecutionMode mode)
    {
        ProcessPool pool = NewPool(1, options =>
        {
            options.ExecutionMode = mode;
            options.MaxNestingDepth = 4;
        });
        Assert.Equal(3, (await pool.NestAsync(3, TestToken)).Depth);
        CallSerializationException ofResult = await Assert.ThrowsAsync<CallSerializationException>(() => pool.NestAsync(5, TestToken));
        Assert.Contains("MaxNestingDepth", ofResult.Message, StringComparison.Ordinal);
        CallSerializationException ofArgument = await Assert.ThrowsAsync<CallSerializationException>(() => pool.DepthAsync(LimitWork.Nest(5), TestToken));
        Assert.Contains("MaxNestingDepth", ofArgument.Message, StringComparison.Ordinal);
        Assert.Equal(2, await pool.DepthAsync(LimitWork.Nest(2), TestToken));
    }

    [Fact]
    public async Task Only_the_end_of_the_standard_error_is_kept()
    {
        ProcessPool pool = NewPool(1, options =>
        {
            options.WorkerOutput = WorkerOutput.Discard;
            options.MaxStandardErrorLength = 10;
        });
        WorkerCrashedException crash = await Assert.ThrowsAsync<WorkerCrashedException>(() => pool.ComplainAsync("something long, and an end", TestToken));
        Assert.Equal(" an end\n", crash.StandardError[^8..]);
        Assert.InRange(crash.StandardError.Length, 8, 10);
    }

    [Fact]
    public void Limits_out_of_range_are_refused_by_name()
    {
        Assert.Equal("MaxNestingDepth", Assert.Throws<ArgumentOutOfRangeException>(() => new ProcessPool(new ProcessPoolOptions { MaxNestingDepth = 513 })).ParamName);
        Assert.Equal("MaxStandardErrorLength", Assert.Throws<ArgumentOutOfRangeException>(() => new ProcessPool(new ProcessPoolOptions { MaxStandardErrorLength = -1 })).ParamName);
    }
}
