using ParallelGen.Platform;

namespace Faults.Tests.Scenarios;

/// <summary>A thread that the system refuses: what needs it fails and says so, nothing stays half begun, and what comes after it runs.</summary>
public sealed class RefusedThreads : MomentTest
{
    [Fact]
    public async Task A_pool_for_which_there_is_no_thread_says_so_and_tries_again_with_the_next_call()
    {
        ProcessPool pool = NewPool(2);
        NoThreads(() => true);
        WorkerStartException refused = await Assert.ThrowsAsync<WorkerStartException>(() => pool.PlainAsync(1, TestToken).WaitAsync(Patience, TestToken));
        Assert.Contains("no further thread", refused.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<WorkerStartException>(() => pool.WarmUpAsync(TestToken).WaitAsync(Patience, TestToken));
        Failpoint.Reached = null;
        Assert.Equal(3, await pool.PlainAsync(2, TestToken).WaitAsync(Patience, TestToken));
    }

    [Fact]
    public async Task A_pool_for_which_there_was_never_a_thread_ends()
    {
        ProcessPool pool = NewPool(2);
        NoThreads(() => true);
        await Assert.ThrowsAsync<WorkerStartException>(() => pool.PlainAsync(1, TestToken).WaitAsync(Patience, TestToken));
        await pool.DisposeAsync().AsTask().WaitAsync(Patience, TestToken);
    }

    [Fact]
    public async Task A_worker_is_replaced_as_soon_as_there_is_a_thread_for_it()
    {
        ProcessPool pool = NewPool(1);
        int before = await pool.PidAsync(TestToken);
        int refusals = 0;
        NoThreads(() => Interlocked.Increment(ref refusals) <= 2);
        LinuxProcess.Signal(before, LinuxProcess.SignalKill);
        await Until(() => Volatile.Read(ref refusals) > 2);
        Assert.NotEqual(before, await pool.PidAsync(TestToken).WaitAsync(Patience, TestToken));
    }

    [Fact]
    public async Task A_worn_worker_is_followed_as_soon_as_there_is_a_thread_for_its_successor()
    {
        ProcessPool pool = NewPool(1, options => options.MaxCallsPerWorker = 4);
        int refusals = 0;
        await pool.WarmUpAsync(TestToken);
        NoThreads(() => Interlocked.Increment(ref refusals) <= 2);
        var pids = new HashSet<int>();
        for (int call = 0; call < 8; call++)
            pids.Add(await pool.PidAsync(TestToken).WaitAsync(Patience, TestToken));
        Assert.True(Volatile.Read(ref refusals) > 2);
        Assert.True(pids.Count >= 2);
    }

    [Theory]
    [InlineData(PoolTransport.SharedMemory)]
    [InlineData(PoolTransport.Socket)]
    public async Task A_call_for_which_there_is_no_thread_says_so_and_the_next_runs(PoolTransport transport)
    {
        ProcessPool pool = NewPool(1, options => options.Transport = transport);
        await pool.WarmUpAsync(TestToken);
        byte[] bytes = new byte[64 << 20];
        string folder = NewLedger().Folder;
        NoThreads(() => true);
        ProcessPoolException large = await Assert.ThrowsAsync<ProcessPoolException>(() => pool.NoteBytesAsync(1, bytes, folder, TestToken).WaitAsync(Patience, TestToken));
        Assert.Contains("no further thread", large.Message, StringComparison.Ordinal);
        ProcessPoolException streamed = await Assert.ThrowsAsync<ProcessPoolException>(() => pool.DrainAsync(FileName("pid"), Moments.Numbers(), TestToken).WaitAsync(Patience, TestToken));
        Assert.Contains("no further thread", streamed.Message, StringComparison.Ordinal);
        Failpoint.Reached = null;
        Assert.Equal(2, await pool.NoteBytesAsync(2, bytes, folder, TestToken).WaitAsync(Patience, TestToken));
        Assert.Equal(6, await pool.DrainAsync(FileName("pid"), Moments.Numbers(), TestToken).WaitAsync(Patience, TestToken));
    }

    [Theory]
    [InlineData(1)] // of the deadlines
    [InlineData(2)] // that starts the worker
    [InlineData(3)] // the worker's two
    [InlineData(4)]
    public async Task A_thread_that_is_refused_in_process_is_a_start_that_failed(int refused)
    {
        ProcessPool pool = NewPool(1, options => options.ExecutionMode = ExecutionMode.InProcess);
        int threads = 0;
        NoThreads(() => Interlocked.Increment(ref threads) == refused);
        Exception? exception = await Record.ExceptionAsync(() => pool.PlainAsync(1, TestToken).WaitAsync(Patience, TestToken));
        Assert.True(exception is null or WorkerStartException, exception?.ToString());
        Assert.True(Volatile.Read(ref threads) >= refused);
        Assert.Equal(3, await pool.PlainAsync(2, TestToken).WaitAsync(Patience, TestToken));
        await pool.DisposeAsync().AsTask().WaitAsync(Patience, TestToken);
    }

    [Theory]
    [InlineData(1)] // the two of the lanes
    [InlineData(2)]
    [InlineData(3)] // the worker's two
    [InlineData(4)]
    public async Task A_thread_that_is_refused_within_a_worker_fails_its_call(int refused)
    {
        ProcessPool pool = NewPool(1, options => options.ExecutionMode = ExecutionMode.InProcess);
        string outcome = await pool.StreamWithinAsync(refused, FileName("pid"), TestToken).WaitAsync(Patience, TestToken);
        Assert.Contains("no further thread", outcome, StringComparison.Ordinal);
        Assert.EndsWith("; 6", outcome, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_with_lanes_goes_on_where_there_are_threads_for_those_before_it()
    {
        ProcessPool pool = NewPool(1);
        await pool.SayAsync(3, new Progress<int>(), TestToken);
        NoThreads(() => true);
        Assert.Equal(6, await pool.DrainAsync(FileName("pid"), Moments.Numbers(), TestToken).WaitAsync(Patience, TestToken));
    }
}
