using ParallelGen;

namespace EndToEnd.Tests;

public sealed class QueueTests : PoolTest
{
    [Fact]
    public async Task Calls_of_a_higher_priority_go_first_and_within_one_the_first_come()
    {
        ProcessPool pool = NewPool(1);
        Task<int> blocker = await BlockAsync(pool);
        string order = FileName("order");
        Task[] calls =
        [
            At(CallPriority.Low).AppendAsync(order, "l", TestToken),
            pool.AppendAsync(order, "n", TestToken),
            pool.AppendMapAsync([order, order], "m", new MapOptions { ChunkSize = 1, Priority = CallPriority.Low }, TestToken),
            At(CallPriority.High).AppendAsync(order, "g", TestToken),
            pool.AppendAsync(order, "o", TestToken),
            At(CallPriority.High).AppendAsync(order, "h", TestToken),
            At(CallPriority.Low).AppendMapAsync([order], "H", new MapOptions { Priority = CallPriority.High }, TestToken),
        ];
        await ReleaseAsync(blocker);
        await Task.WhenAll(calls);
        Assert.Equal("ghHnolmm", await File.ReadAllTextAsync(order, TestToken));

        ProcessPool At(CallPriority priority) => pool.With(new PoolCallOptions { Priority = priority });
    }

    [Fact]
    public async Task A_call_that_waits_longer_than_its_queue_timeout_never_runs()
    {
        ProcessPool pool = NewPool(1);
        Task<int> blocker = await BlockAsync(pool);
        string ran = FileName("ran");
        ProcessPool hasty = pool.With(new PoolCallOptions { QueueTimeout = TimeSpan.FromMilliseconds(50) });
        ProcessPool patient = pool.With(new PoolCallOptions { QueueTimeout = TimeSpan.FromMinutes(5) });
        Task patientCall = patient.AppendAsync(ran, "p", TestToken);
        var exception = await Assert.ThrowsAsync<CallTimeoutException>(() => hasty.AppendAsync(ran, "h", TestToken));
        Assert.False(exception.MayHaveRun);
        Assert.Equal(TimeSpan.FromMilliseconds(50), exception.Timeout);
        Assert.Contains("queue timeout of 50 ms", exception.Message, StringComparison.Ordinal);
        Assert.Equal(("Work.Append", exception.CallId, -1), (RemoteCallInfo.Get(exception)!.Method, RemoteCallInfo.Get(exception)!.CallId, RemoteCallInfo.Get(exception)!.WorkerId));
        await ReleaseAsync(blocker);
        await patientCall;
        await pool.AppendAsync(ran, "n", TestToken);
        Assert.Equal("pn", await File.ReadAllTextAsync(ran, TestToken));
    }

    [Fact]
    public async Task A_full_queue_makes_a_call_wait_with_its_arguments_unread()
    {
        ProcessPool pool = NewPool(1, options => options.MaxQueuedCalls = 2);
        Task<int> blocker = await BlockAsync(pool);
        byte[][] arguments = [[1], [2], [3], [4]];
        Task<byte[]>[] calls = [.. arguments.Select(argument => pool.EchoAsync(argument, TestToken))];
        foreach (byte[] argument in arguments)
            argument[0] += 10;
        await ReleaseAsync(blocker);
        byte[][] results = await Task.WhenAll(calls);
        Assert.Equal([1, 2, 13, 14], results.Select(result => result[0]));
    }

    [Fact]
    public void Impossible_options_are_refused()
    {
        ProcessPool pool = NewPool();
        Assert.Throws<ArgumentOutOfRangeException>(() => pool.With(new PoolCallOptions { QueueTimeout = TimeSpan.Zero }));
        Assert.Throws<ArgumentOutOfRangeException>(() => pool.With(new PoolCallOptions { Priority = (CallPriority)7 }));
    }

    // Keeps the only worker busy until the file is there.
    private async Task<Task<int>> BlockAsync(ProcessPool pool)
    {
        Task<int> blocker = pool.WaitForFileAsync(0, FileName("started"), FileName("go"), TestToken);
        await Until(() => File.Exists(FileName("started.0")));
        return blocker;
    }

    private async Task ReleaseAsync(Task<int> blocker)
    {
        await File.WriteAllTextAsync(FileName("go"), "", TestToken);
        await blocker;
    }
}
