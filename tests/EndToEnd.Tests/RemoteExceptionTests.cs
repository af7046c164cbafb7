using ParallelGen;

namespace EndToEnd.Tests;

/// <summary>Exceptions of the program's own come back as themselves where they are registered.</summary>
public sealed class RemoteExceptionTests : PoolTest
{
    [Theory]
    [InlineData(ExecutionMode.Processes)]
    [InlineData(ExecutionMode.InProcess)]
    public async Task A_registered_exception_comes_back_as_itself_with_both_stacks(ExecutionMode mode)
    {
        ProcessPool pool = NewPool(1, options => options.ExecutionMode = mode);
        RemoteExceptionWork.OutOfStockException first = await Assert.ThrowsAsync<RemoteExceptionWork.OutOfStockException>(async () => await pool.OrderAsync(3, TestToken));
        Assert.Equal("no 3 articles", first.Message);
        Assert.Equal("until Monday", Assert.IsType<ClosedException>(first.InnerException).Message);
        Assert.Contains("RemoteExceptionWork.Order(", first.StackTrace, StringComparison.Ordinal);
        Assert.Contains(nameof(A_registered_exception_comes_back_as_itself_with_both_stacks), first.StackTrace, StringComparison.Ordinal);
        RemoteCallInfo info = RemoteCallInfo.Get(first)!;
        Assert.Equal("RemoteExceptionWork.Order", info.Method);
        Assert.Equal(typeof(RemoteExceptionWork.OutOfStockException).FullName, info.RemoteType);

        CallResult<int>[] results = await pool.OrderTryMapAsync([1, 2], cancellationToken: TestToken);
        Assert.Equal(["no 1 articles", "no 2 articles"], results.Select(result => Assert.IsType<RemoteExceptionWork.OutOfStockException>(result.Exception).Message));
        Assert.NotSame(results[0].Exception, results[1].Exception);
        Assert.Equal(1, RemoteCallInfo.Get(results[1].Exception!)!.ItemIndex);
    }
}
