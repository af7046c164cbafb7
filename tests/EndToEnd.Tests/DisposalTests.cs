using ParallelGen;

namespace EndToEnd.Tests;

public sealed class DisposalTests : PoolTest
{
    [Theory]
    [InlineData(ExecutionMode.Processes)]
    [InlineData(ExecutionMode.InProcess)]
    public async Task It_waits_until_a_map_has_told_how_far_it_was(ExecutionMode mode)
    {
        ProcessPool pool = NewPool(1, options =>
        {
            options.ExecutionMode = mode;
            options.ShutdownGracePeriod = TimeSpan.FromMinutes(2);
        });
        await pool.WarmUpAsync(TestToken);
        using var progress = new HeldProgress();
        Task<int[]> results = pool.DoubleMapAsync([1, 2, 3], new MapOptions { Progress = progress, ChunkSize = 1 }, TestToken);
        await progress.IsReporting.Task;
        Task disposal = pool.DisposeAsync().AsTask();
        // In process the worker stays, so that its cleanups come when nothing runs any more.
        if (mode is ExecutionMode.Processes)
            await Until(() => Children().Count == 0 && pool.GetStatistics().ReadyWorkers == 0);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => pool.DoubleAsync(1, TestToken));
        Assert.False(disposal.IsCompleted);
        Assert.False(results.IsCompleted);
        progress.Release();
        await disposal;
        Assert.True(progress.HasReported);
        await Task.WhenAny(results);
        Assert.True(results.IsCompletedSuccessfully || results.IsCanceled, results.Exception?.ToString());
    }

    private sealed class HeldProgress : IProgress<MapProgress>, IDisposable
    {
        private readonly TaskCompletionSource _mayGoOn = new();

        public TaskCompletionSource IsReporting { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool HasReported { get; private set; }

        public void Release() => _mayGoOn.TrySetResult();

        public void Report(MapProgress value)
        {
            IsReporting.TrySetResult();
            _mayGoOn.Task.Wait();
            HasReported = true;
        }

        // Whatever fails before the release must not hold the pool for its grace period.
        public void Dispose() => Release();
    }
}
