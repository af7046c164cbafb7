using System.Diagnostics;
using ParallelGen;

namespace EndToEnd.Tests;

public sealed class CancellationTests : PoolTest
{
    [Theory]
    [InlineData(ExecutionMode.Processes)]
    [InlineData(ExecutionMode.InProcess)]
    public async Task An_infinite_timeout_lifts_that_of_the_method(ExecutionMode mode)
    {
        ProcessPool pool = NewPool(1, options => options.ExecutionMode = mode);
        ProcessPool patient = pool.With(new PoolCallOptions { Timeout = Timeout.InfiniteTimeSpan });
        ProcessPool hasty = pool.With(new PoolCallOptions { Timeout = TimeSpan.FromMilliseconds(1) });
        // Three times as long as its attribute allows.
        Assert.Equal(300, await patient.OutlastAsync(300, TestToken));
        int[] results = await hasty.OutlastMapAsync([300], new MapOptions { Timeout = Timeout.InfiniteTimeSpan }, TestToken);
        Assert.Equal([300], results);
        await Assert.ThrowsAsync<CallTimeoutException>(() => patient.TimedOutMapAsync([-1], new MapOptions { Timeout = TimeSpan.FromMilliseconds(50) }, TestToken));
    }

    [Fact]
    public async Task A_cancelled_token_reaches_the_method()
    {
        ProcessPool pool = NewPool(1);
        int worker = await pool.WhoAmIAsync(TestToken);
        using var source = new CancellationTokenSource();
        Task<string> call = pool.WaitForTokenAsync(FileName("started"), source.Token);
        await Until(() => File.Exists(FileName("started")));
        await source.CancelAsync();
        var exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(source.Token, exception.CancellationToken);
        // The worker let go by itself.
        Assert.Equal(worker, await pool.WhoAmIAsync(TestToken));
    }

    [Fact]
    public async Task A_method_that_ignores_its_token_is_killed_after_the_grace_period()
    {
        ProcessPool pool = NewPool(1, options => options.CancellationGracePeriod = TimeSpan.FromMilliseconds(100));
        int worker = await pool.WhoAmIAsync(TestToken);
        using var source = new CancellationTokenSource();
        Task<string> call = pool.IgnoreTokenAsync(FileName("started"), source.Token);
        await Until(() => File.Exists(FileName("started")));
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.False(IsAlive(worker));
        Assert.Equal(2, await pool.DoubleAsync(1, TestToken));
    }

    [Fact]
    public async Task A_method_without_a_token_is_killed()
    {
        ProcessPool pool = NewPool(1);
        using var source = new CancellationTokenSource();
        Task call = pool.SpinForeverAsync(FileName("started"), source.Token);
        await Until(() => File.Exists(FileName("started")) && new FileInfo(FileName("started")).Length > 0);
        int worker = int.Parse(await File.ReadAllTextAsync(FileName("started"), TestToken), System.Globalization.CultureInfo.InvariantCulture);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.False(IsAlive(worker));
    }

    [Fact]
    public async Task Cancelled_calls_that_wait_never_run()
    {
        ProcessPool pool = NewPool(1);
        using var source = new CancellationTokenSource();
        Task<int> running = pool.WaitForFileAsync(0, FileName("started"), FileName("go"), TestToken);
        await Until(() => File.Exists(FileName("started.0")));
        Task[] waiting = [.. Enumerable.Range(0, 100).Select(_ => pool.AppendAsync(FileName("ran"), "x", source.Token))];
        await source.CancelAsync();
        foreach (Task call in waiting)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await File.WriteAllTextAsync(FileName("go"), "", TestToken);
        await running;
        Assert.Equal(2, await pool.DoubleAsync(1, TestToken));
        Assert.False(File.Exists(FileName("ran")));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pool.DoubleAsync(1, new CancellationToken(true)));
    }

    [Fact]
    public async Task A_cancelled_map_or_stream_ends()
    {
        ProcessPool pool = NewPool(2);
        using var source = new CancellationTokenSource();
        Task<int[]> map = pool.SlowlyMapAsync(Enumerable.Repeat(50, 1000).ToArray(), cancellationToken: source.Token);
        await pool.DoubleAsync(1, TestToken);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => map);

        using var second = new CancellationTokenSource();
        var exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (int _ in pool.SlowlyStreamAsync(Enumerable.Repeat(10, 1000).ToArray(), cancellationToken: TestToken).WithCancellation(second.Token))
                await second.CancelAsync();
        });
        Assert.Equal(4, await pool.DoubleAsync(2, TestToken));
    }

    [Fact]
    public async Task A_timeout_kills_and_replaces_the_worker()
    {
        ProcessPool pool = NewPool(1);
        Assert.Equal(1, await pool.TimedOutAsync(1, TestToken));
        var exception = await Assert.ThrowsAsync<CallTimeoutException>(() => pool.TimedOutAsync(-1, TestToken));
        Assert.Equal(TimeSpan.FromMilliseconds(300), exception.Timeout);
        Assert.Equal("Work.TimedOut", exception.Method);
        Assert.IsAssignableFrom<TimeoutException>(exception);
        Assert.NotEqual(0, RemoteCallInfo.Get(exception)!.ProcessId);
        Assert.Equal(2, await pool.TimedOutAsync(2, TestToken));
    }

    [Fact]
    public async Task The_nearest_timeout_wins()
    {
        ProcessPool pool = NewPool(1);
        ProcessPool urgent = pool.With(new PoolCallOptions { Timeout = TimeSpan.FromMilliseconds(50) });
        var exception = await Assert.ThrowsAsync<CallTimeoutException>(() => urgent.TimedOutAsync(-1, TestToken));
        Assert.Equal(TimeSpan.FromMilliseconds(50), exception.Timeout);
        CallResult<int>[] results = await urgent.TimedOutTryMapAsync([1, -1, 2, -1, 3], new MapOptions { Timeout = TimeSpan.FromMilliseconds(60) }, TestToken);
        Assert.Equal([true, false, true, false, true], results.Select(result => result.IsSuccess));
        Assert.All(results.Where(result => !result.IsSuccess), result =>
            Assert.Equal(TimeSpan.FromMilliseconds(60), Assert.IsType<CallTimeoutException>(result.Exception).Timeout));
    }

    [Fact]
    public async Task A_timeout_cancels_the_token_first()
    {
        ProcessPool pool = NewPool(1);
        int worker = await pool.WhoAmIAsync(TestToken); // a worker's first call may take longer than that
        ProcessPool hurried = pool.With(new PoolCallOptions { Timeout = TimeSpan.FromMilliseconds(50) });
        await Assert.ThrowsAsync<CallTimeoutException>(() => hurried.WaitForTokenAsync(FileName("started"), TestToken));
        Assert.Equal(worker, await pool.WhoAmIAsync(TestToken));
    }

    [Fact]
    public async Task In_maps_a_timeout_is_a_timeout_and_a_cancel_a_cancel_where_the_method_has_a_token()
    {
        ProcessPool pool = NewPool(2);
        CallResult<int>[] results = await pool.SlowlyTryMapAsync([1, 60_000, 1], new MapOptions { Timeout = TimeSpan.FromSeconds(1) }, TestToken);
        Assert.Equal([true, false, true], results.Select(result => result.IsSuccess));
        Assert.IsType<CallTimeoutException>(results[1].Exception);
        await Assert.ThrowsAsync<CallTimeoutException>(() => pool.SlowlyMapAsync([60_000], new MapOptions { Timeout = TimeSpan.FromSeconds(1) }, TestToken));

        using var source = new CancellationTokenSource();
        Task<string[]> map = pool.WaitForTokenMapAsync([FileName("a"), FileName("b")], cancellationToken: source.Token);
        await Until(() => File.Exists(FileName("a")) && File.Exists(FileName("b")));
        await source.CancelAsync();
        var exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => map);
        Assert.Equal(source.Token, exception.CancellationToken);
        Assert.True(map.IsCanceled);
    }

    [Fact]
    public async Task A_call_that_a_worker_gave_up_makes_room_for_the_next()
    {
        ProcessPool pool = NewPool(1);
        await pool.WarmUpAsync(TestToken);
        int worker = IdOf(Assert.Single(Children()));
        LinuxProcess.Signal(worker, LinuxProcess.SignalStop);
        using var cancellation = new CancellationTokenSource();
        Task<int> first = pool.SlowlyAsync(1, cancellation.Token); // the worker has it, and does not begin it
        Task<string> second = pool.DescribeAsync("next", cancellationToken: TestToken); // nobody knows how long the first takes: it waits
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        LinuxProcess.Signal(worker, LinuxProcess.SignalContinue);
        Assert.Equal("next 1 ", await second);
    }

    [Fact]
    public async Task A_worker_that_a_signal_has_stopped_is_replaced_and_the_exception_says_so()
    {
        ProcessPool pool = NewPool(1);
        int worker = await pool.WhoAmIAsync(TestToken);
        Task<string> call = pool.WaitForTokenAsync(FileName("begun"), TestToken);
        await Until(() => File.Exists(FileName("begun")));
        LinuxProcess.Signal(worker, LinuxProcess.SignalStop);
        var exception = await Assert.ThrowsAsync<WorkerCrashedException>(() => call);
        Assert.Contains("a signal had stopped it", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("memory", exception.Message, StringComparison.Ordinal);
        Assert.NotEqual(worker, await pool.WhoAmIAsync(TestToken));
    }

    [Fact]
    public async Task The_timeout_of_a_call_counts_where_its_worker_was_stopped()
    {
        ProcessPool pool = NewPool(1);
        int worker = await pool.WhoAmIAsync(TestToken);
        // Longer than a worker may be stopped otherwise.
        Task call = pool.With(new PoolCallOptions { Timeout = TimeSpan.FromSeconds(2.5) }).SpinForeverAsync(FileName("begun"), TestToken);
        await Until(() => File.Exists(FileName("begun")));
        LinuxProcess.Signal(worker, LinuxProcess.SignalStop);
        await Assert.ThrowsAsync<CallTimeoutException>(() => call);
    }
}
