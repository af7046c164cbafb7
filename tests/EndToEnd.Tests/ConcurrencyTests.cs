using ParallelGen;

namespace EndToEnd.Tests;

/// <summary>Many calls, many callers, and continuations that do as they like.</summary>
public sealed class ConcurrencyTests : PoolTest
{
    [Fact]
    public async Task Continuations_that_block_delay_no_other_call()
    {
        ProcessPool pool = NewPool(1);
        using var gate = new ManualResetEventSlim();
        // Asked to run where the task completes: they must not run on the thread that reads answers all the same.
        Task[] blocked = [.. Enumerable.Range(0, 4).Select(i => pool.DoubleAsync(i, CancellationToken.None)
            .ContinueWith(_ => gate.Wait(CancellationToken.None), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default))];

        // Without the thread pool, which the blocked ones may have filled.
        for (int i = 0; i < 1_000; i++)
            Assert.Equal(2 * i, Wait(pool.DoubleAsync(i, CancellationToken.None)));
        gate.Set();
        await Task.WhenAll(blocked);
    }

    [Fact]
    public async Task A_continuation_may_wait_for_another_call()
    {
        ProcessPool pool = NewPool(1);
        await pool.WarmUpAsync(TestToken);
        Task<int>[] chains = [.. Enumerable.Range(0, 50).Select(i => pool.DoubleAsync(i, CancellationToken.None).ContinueWith(
            first => Wait(pool.DoubleAsync(first.Result, CancellationToken.None)),
            CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default))];
        int[] results = await Task.WhenAll(chains);
        Assert.Equal(Enumerable.Range(0, 50).Select(i => 4 * i), results);
    }

    [Fact]
    public async Task What_waits_behind_a_call_that_is_suddenly_long_goes_to_another_worker()
    {
        ProcessPool pool = NewPool(2);
        await pool.WarmUpAsync(TestToken);
        string release = FileName("release");
        for (int i = 0; i < 200; i++)
            Assert.Equal(i, await pool.WaitForFileIfAsync(i, "", CancellationToken.None)); // so short that others may wait behind it

        Task<int> sudden = pool.WaitForFileIfAsync(-1, release, CancellationToken.None);
        Task<int>[] others = [.. Enumerable.Range(0, 100).Select(i => pool.WaitForFileIfAsync(i, "", CancellationToken.None))];
        Assert.Equal(Enumerable.Range(0, 100), await Task.WhenAll(others));
        Assert.False(sudden.IsCompleted);
        await File.WriteAllTextAsync(release, "", TestToken);
        Assert.Equal(-1, await sudden);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    [InlineData(32)]
    public async Task Callers_on_all_threads_get_their_own_answers(int callers)
    {
        ProcessPool pool = NewPool(2), other = NewPool(2);
        await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            for (int i = 0; i < 20_000 / callers; i++)
            {
                int number = (caller * 100_000) + i;
                Assert.Equal(2 * number, await pool.DoubleAsync(number, CancellationToken.None));
                if (i % 10 == 0)
                    Assert.Equal(2 * number, await other.DoubleAsync(number, TestToken));
                if (i % 100 == 0)
                    Assert.Equal(number, BitConverter.ToInt32(await pool.EchoAsync([.. BitConverter.GetBytes(number), .. new byte[i * 10]], CancellationToken.None)));
            }
        }, TestToken)));
    }

    [Theory]
    [InlineData(Mode.SharedMemory)]
    [InlineData(Mode.Socket)]
    [InlineData(Mode.InProcess)]
    public async Task No_more_calls_run_at_once_than_there_are_workers(Mode mode)
    {
        const int workers = 3;
        ProcessPool pool = NewPool(workers, options => options.Apply(mode));
        await pool.WarmUpAsync(TestToken);
        string running = Directory.CreateDirectory(FileName("running")).FullName, go = FileName("go");
        Task<int>[] calls = [.. Enumerable.Range(0, workers + 1).Select(number => pool.CountRunningAsync(number, running, go, TestToken))];
        await Until(() => Directory.GetFiles(running).Count(file => new FileInfo(file).Length > 0) >= workers);
        PoolStatistics statistics = pool.GetStatistics();
        Assert.Equal((workers, 1), (statistics.CallsInFlight, statistics.QueuedCalls));
        await File.WriteAllTextAsync(go, "", TestToken);
        Assert.Equal(workers, (await Task.WhenAll(calls)).Max());
        Assert.Equal(workers, pool.GetStatistics().Workers.Count);
    }

    [Fact]
    public async Task A_burst_of_calls_is_answered_call_by_call()
    {
        ProcessPool pool = NewPool(2);
        Task<int>[] calls = [.. Enumerable.Range(0, 50_000).Select(i => pool.DoubleAsync(i, CancellationToken.None))];
        int[] results = await Task.WhenAll(calls);
        Assert.Equal(Enumerable.Range(0, 50_000).Select(i => 2 * i), results);
    }

    [Fact]
    public async Task Cancelled_calls_of_a_burst_never_run_twice_and_the_others_run()
    {
        ProcessPool pool = NewPool(2);
        await pool.WarmUpAsync(TestToken);
        using var cancellation = new CancellationTokenSource();
        Task<int>[] calls = [.. Enumerable.Range(0, 3_000).Select(i =>
            pool.NoteAsync(i, FileName("ledger"), i % 3 == 0 ? cancellation.Token : CancellationToken.None))];
        await calls[1];
        await cancellation.CancelAsync();
        for (int i = 0; i < calls.Length; i++)
        {
            if (i % 3 != 0)
                Assert.Equal(i, await calls[i]);
            else
                await ((Task)calls[i]).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
        string[] ledger = [.. Directory.GetFiles(Folder, "ledger.*").SelectMany(File.ReadAllLines)];
        Assert.Equal(ledger.Length, ledger.Distinct().Count());
        Assert.Subset(ledger.ToHashSet(), calls.Where(call => call.IsCompletedSuccessfully).Select(call => $"{call.Result}").ToHashSet());
    }

    // As a caller without async does.
    private static int Wait(Task<int> task)
    {
#pragma warning disable xUnit1031
        return task.GetAwaiter().GetResult();
#pragma warning restore xUnit1031
    }
}
