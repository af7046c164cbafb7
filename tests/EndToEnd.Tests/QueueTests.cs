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

    [Theory]
    [InlineData(Mode.SharedMemory)]
    [InlineData(Mode.Socket)]
    [InlineData(Mode.InProcess)]
    public async Task The_timeout_of_a_call_begins_when_a_worker_begins_it(Mode mode)
    {
        ProcessPool pool = NewPool(1, options => options.Apply(mode));
        Assert.Equal(2, await pool.DoubleAsync(1, TestToken)); // a worker's first call may take longer than others
        Task<int> blocker = await BlockAsync(pool);
        var timeout = TimeSpan.FromSeconds(1);
        Task<int> waiting = pool.With(new PoolCallOptions { Timeout = timeout }).DoubleAsync(21, TestToken);
        // Who came later has waited for so long.
        await Assert.ThrowsAsync<CallTimeoutException>(() => pool.With(new PoolCallOptions { QueueTimeout = timeout }).DoubleAsync(1, TestToken));
        Assert.False(waiting.IsCompleted);
        await ReleaseAsync(blocker);
        Assert.Equal(42, await waiting);
        Assert.Equal(0, pool.GetStatistics().Timeouts);
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
    public async Task A_queue_that_holds_enough_bytes_is_full_for_calls_that_may_run_again_too()
    {
        ProcessPool pool = NewPool(1, options => options.MaxQueuedBytes = 1000);
        Task<int> blocker = await BlockAsync(pool);
        int[][] arguments = [new int[200], new int[200], [1]];
        Task<int>[] calls = [.. arguments.Select((argument, number) => pool.UnluckySumAsync(argument, Directory.CreateDirectory(FileName($"runs{number}")).FullName, TestToken))];
        Assert.InRange(pool.GetStatistics().QueuedBytes, 1600, 2000);
        foreach (int[] argument in arguments)
            argument[0] += 10;
        await ReleaseAsync(blocker);
        int[] sums = await Task.WhenAll(calls);
        Assert.Equal([0, 0, 11], sums);
    }

    [Fact]
    public async Task A_call_that_waits_no_more_takes_no_room()
    {
        ProcessPool pool = NewPool(1, options => options.MaxQueuedCalls = 1);
        Task<int> blocker = await BlockAsync(pool);
        ProcessPool hasty = pool.With(new PoolCallOptions { QueueTimeout = TimeSpan.FromMilliseconds(50) });
        await Assert.ThrowsAsync<CallTimeoutException>(() => hasty.EchoAsync([1], TestToken));
        Assert.Equal((0, 0L), (pool.GetStatistics().QueuedCalls, pool.GetStatistics().QueuedBytes));
        using var source = new CancellationTokenSource();
        Task<byte[]> cancelled = pool.EchoAsync([2], source.Token);
        Assert.Equal(1, pool.GetStatistics().QueuedCalls);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        Assert.Equal((0, 0L), (pool.GetStatistics().QueuedCalls, pool.GetStatistics().QueuedBytes));
        byte[] argument = [3];
        Task<byte[]> waiting = pool.EchoAsync(argument, TestToken);
        argument[0] = 13;
        await ReleaseAsync(blocker);
        Assert.Equal([3], await waiting);
    }

    [Fact]
    public async Task Those_that_still_wait_keep_their_order_when_many_have_left()
    {
        ProcessPool pool = NewPool(1);
        Task<int> blocker = await BlockAsync(pool);
        string order = FileName("order");
        using var source = new CancellationTokenSource();
        var stay = new List<Task>();
        var leave = new List<Task>();
        for (int number = 0; number < 300; number++)
        {
            if (number % 3 == 0)
                stay.Add(pool.AppendAsync(order, $"{number} ", TestToken));
            else
                leave.Add(pool.AppendAsync(order, "x", source.Token));
        }
        await source.CancelAsync();
        Assert.Equal(100, pool.GetStatistics().QueuedCalls);
        foreach (Task call in leave)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await ReleaseAsync(blocker);
        await Task.WhenAll(stay);
        Assert.Equal(string.Concat(Enumerable.Range(0, 100).Select(number => $"{3 * number} ")), await File.ReadAllTextAsync(order, TestToken));
        Assert.Equal((0, 0L), (pool.GetStatistics().QueuedCalls, pool.GetStatistics().QueuedBytes));
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
