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

    [Theory]
    [InlineData(ExecutionMode.Processes)]
    [InlineData(ExecutionMode.InProcess)]
    public async Task One_that_tells_neither_message_nor_stack_costs_no_worker(ExecutionMode mode)
    {
        ProcessPool pool = NewPool(1, options => options.ExecutionMode = mode);
        int worker = await pool.WhoAmIAsync(TestToken);
        RemoteCallException exception = await Assert.ThrowsAsync<RemoteCallException>(() => pool.ConcealAsync(TestToken));
        Assert.Contains("its message can't be read: InvalidOperationException", exception.Message, StringComparison.Ordinal);
        Assert.Contains("its stack can't be read: NotSupportedException", exception.RemoteStackTrace, StringComparison.Ordinal);
        Assert.Equal(worker, await pool.WhoAmIAsync(TestToken));
    }

    [Theory]
    [InlineData(ExecutionMode.Processes)]
    [InlineData(ExecutionMode.InProcess)]
    public async Task An_exception_of_the_framework_comes_back_with_all_that_it_tells(ExecutionMode mode)
    {
        ProcessPool pool = NewPool(1, options => options.ExecutionMode = mode);
        string path = FileName("none");
        FileNotFoundException missing = await Assert.ThrowsAsync<FileNotFoundException>(() => pool.OpenAsync(path, TestToken));
        Assert.Equal((path, new FileNotFoundException().HResult), (missing.FileName, missing.HResult));

        AggregateException several = await Assert.ThrowsAsync<AggregateException>(() => pool.FailSeveralTimesAsync(3, TestToken));
        Assert.Equal(["number 0", "number 1", "number 2"], several.InnerExceptions.Select(inner => Assert.IsType<FormatException>(inner).Message));
        Assert.All(several.InnerExceptions, inner => Assert.Contains("RemoteExceptionWork.Fail(", inner.StackTrace, StringComparison.Ordinal));

        CallResult[] results = await pool.CheckTryMapAsync([5, 500], cancellationToken: TestToken);
        Assert.True(results[0].IsSuccess);
        var range = Assert.IsType<ArgumentOutOfRangeException>(results[1].Exception);
        Assert.Equal(("number", 500), (range.ParamName, range.ActualValue));
    }
}
