using System.Runtime.CompilerServices;
using ParallelGen;

namespace EndToEnd.Tests;

public sealed class DisposalTests : PoolTest
{
    [Theory]
    [InlineData(ExecutionMode.Processes)]
    [InlineData(ExecutionMode.InProcess)]
    public async Task It_waits_for_the_end_of_a_maps_source(ExecutionMode mode)
    {
        ProcessPool pool = NewPool(1, options =>
        {
            options.ExecutionMode = mode;
            options.ShutdownGracePeriod = TimeSpan.FromMinutes(2);
        });
        var isEnding = new TaskCompletionSource();
        var mayEnd = new TaskCompletionSource();
        bool hasEnded = false;
        ValueTask<int[]> results = pool.DoubleStreamAsync(Source(TestToken), cancellationToken: TestToken).ToArrayAsync(TestToken);
        await Until(() => pool.GetStatistics().AnsweredCalls > 0);
        Task disposal = pool.DisposeAsync().AsTask();
        await isEnding.Task;
        await Until(() => Children().Count == 0);
        Assert.False(disposal.IsCompleted);
        mayEnd.SetResult();
        await disposal;
        Assert.True(hasEnded);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await results);

        async IAsyncEnumerable<int> Source([EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            try
            {
                yield return 1;
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }
            finally
            {
                isEnding.SetResult();
                await mayEnd.Task;
                hasEnded = true;
            }
        }
    }
}
