using ParallelGen;

namespace EndToEnd.Tests;

public sealed class RecyclingTests : PoolTest
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public async Task No_worker_runs_more_calls_than_it_may_and_none_is_lost(int most)
    {
        ProcessPool pool = NewPool(2, options => options.MaxCallsPerWorker = most);
        int[] workers = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => pool.WhoAmIAsync(TestToken)));
        Assert.All(workers.GroupBy(worker => worker), calls => Assert.InRange(calls.Count(), 1, most));
        await Until(() => Children().Count <= 4);
    }

    [Fact]
    public async Task The_items_of_a_map_count()
    {
        ProcessPool pool = NewPool(1, options => options.MaxCallsPerWorker = 5);
        int[] items = [.. Enumerable.Range(0, 40)];
        string ledger = FileName("ledger");
        Assert.Equal(items, await pool.NoteMapAsync(items, ledger, cancellationToken: TestToken));
        string[] files = Directory.GetFiles(Folder, "ledger.*");
        // A chunk that began below the limit is run to its end.
        Assert.All(files, file => Assert.InRange(File.ReadAllLines(file).Length, 1, 9));
        Assert.Equal(items, files.SelectMany(File.ReadAllLines).Select(int.Parse).Order());
    }

    [Fact]
    public async Task A_worker_leaves_only_when_its_successor_is_ready_and_ends_what_it_runs()
    {
        ProcessPool pool = NewPool(1, options => options.MaxCallsPerWorker = 2);
        string go = FileName("go");
        Task<int> running = pool.WaitForFileAsync(1, FileName("started"), go, TestToken);
        await Until(() => File.Exists(FileName("started.1")));
        // The successor takes this one while the other still runs.
        Assert.Equal("0.1", await pool.NumberAsync(TestToken));
        await File.WriteAllTextAsync(go, "", TestToken);
        Assert.Equal(1, await running);
    }

    [Fact]
    public async Task A_worker_with_too_much_memory_is_replaced()
    {
        ProcessPool pool = NewPool(1, options => options.MaxWorkerMemoryBytes = 300L << 20);
        await pool.WarmUpAsync(TestToken);
        int first = await pool.HoldAsync(1, TestToken);
        Assert.Equal(first, await pool.HoldAsync(1, TestToken));
        int big = await pool.HoldAsync(400, TestToken);
        Assert.Equal(first, big);
        await Until(() => !IsAlive(first), () => "the worker is still there");
        Assert.NotEqual(first, await pool.HoldAsync(1, TestToken));
    }

    [Fact]
    public async Task Workers_beyond_the_least_number_start_when_calls_wait_and_end_when_they_idle()
    {
        ProcessPool pool = NewPool(3, options =>
        {
            options.MinWorkerCount = 1;
            options.IdleTimeout = TimeSpan.FromMilliseconds(200);
        });
        int first = await pool.WhoAmIAsync(TestToken);
        Assert.Equal(first, IdOf(Assert.Single(Children())));
        string go = FileName("go");
        Task<int>[] calls = [.. Enumerable.Range(0, 3).Select(number => pool.WaitForFileAsync(number, FileName("started"), go, TestToken))];
        await Until(() => Enumerable.Range(0, 3).All(number => File.Exists(FileName($"started.{number}"))));
        Assert.Equal(3, Children().Count);
        await File.WriteAllTextAsync(go, "", TestToken);
        await Task.WhenAll(calls);
        await Until(() => Children().Count == 1);
        // Who of those that idle stays is not said: it is the one that was the last to have something to do.
        int last = IdOf(Assert.Single(Children()));
        Assert.Equal(last, await pool.WhoAmIAsync(TestToken));
    }

    [Fact]
    public async Task A_pool_may_have_no_worker_while_it_idles()
    {
        ProcessPool pool = NewPool(2, options =>
        {
            options.MinWorkerCount = 0;
            options.IdleTimeout = TimeSpan.FromMilliseconds(100);
        });
        for (int round = 0; round < 3; round++)
        {
            Assert.Equal(8, await pool.DoubleAsync(4, TestToken));
            await Until(() => Children().Count == 0);
        }
        Assert.Equal(0, pool.GetStatistics().Restarts);
        await pool.WarmUpAsync(TestToken);
        Assert.Equal(2, Children().Count);
    }

    [Fact]
    public void Impossible_options_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => NewPool(2, options => options.MinWorkerCount = 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => NewPool(2, options => options.IdleTimeout = TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => NewPool(2, options => options.MaxCallsPerWorker = 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => NewPool(2, options => options.MaxWorkerMemoryBytes = 0));
    }
}
