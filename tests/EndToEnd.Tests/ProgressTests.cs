using ParallelGen;

namespace EndToEnd.Tests;

public sealed class ProgressTests : PoolTest
{
    [Theory]
    [InlineData(Mode.SharedMemory)]
    [InlineData(Mode.Socket)]
    [InlineData(Mode.InProcess)]
    public async Task Every_report_comes_in_order_before_the_call_completes(Mode mode)
    {
        ProcessPool pool = NewPool(1, options => options.Apply(mode));
        foreach (int count in (int[])[0, 1, 10, 100_000])
        {
            var reports = new Collector<int>();
            Assert.Equal(count, await pool.ReportAllAsync(count, reports, TestToken));
            Assert.Equal(Enumerable.Range(0, count), reports.Items);
            Assert.False(reports.Overlapped);
        }
        Assert.Equal(-1, await pool.ReportAllAsync(1, null, TestToken));
    }

    [Fact]
    public async Task A_report_comes_while_the_method_runs()
    {
        ProcessPool pool = NewPool(1);
        var reports = new Collector<string> { OnReport = _ => File.WriteAllText(FileName("seen"), "") };
        await pool.ReportAndAwaitAsync(FileName("seen"), reports, TestToken);
        Assert.Equal(["here"], reports.Items);
    }

    [Fact]
    public async Task Any_thread_of_the_method_may_report()
    {
        ProcessPool pool = NewPool(1);
        var reports = new Collector<(int Thread, int Number)>();
        Assert.Equal(4000, await pool.ReportOnThreadsAsync(4, 1000, reports, TestToken));
        Assert.Equal(4000, reports.Items.Count);
        Assert.All(reports.Items.GroupBy(report => report.Thread), thread => Assert.Equal(Enumerable.Range(0, 1000), thread.Select(report => report.Number)));
    }

    [Fact]
    public async Task The_reports_of_all_items_of_a_map_come_to_the_same_instance_one_at_a_time()
    {
        ProcessPool pool = NewPool(2);
        var reports = new Collector<int>();
        int[] counts = [.. Enumerable.Range(0, 200)];
        Assert.Equal(counts, await pool.ReportAllMapAsync(counts, reports, cancellationToken: TestToken));
        Assert.Equal(counts.Sum(), reports.Items.Count);
        Assert.False(reports.Overlapped);

        reports = new Collector<int>();
        CallResult<int>[] results = await pool.ReportAllTryMapAsync([3, 4], reports, new MapOptions { ChunkSize = 1 }, TestToken);
        Assert.Equal([3, 4], results.Select(result => result.Value));
        Assert.Equal(7, reports.Items.Count);
    }

    [Theory]
    [InlineData(Mode.SharedMemory)]
    [InlineData(Mode.InProcess)]
    public async Task What_the_callers_instance_throws_fails_the_call_and_costs_nothing_else(Mode mode)
    {
        ProcessPool pool = NewPool(1, options => options.Apply(mode));
        int worker = await pool.WhoAmIAsync(TestToken);
        var thrown = new FormatException("mine");
        var reports = new Collector<int> { OnReport = number => { if (number == 3) throw thrown; } };
        Assert.Same(thrown, await Assert.ThrowsAsync<FormatException>(() => pool.ReportAllAsync(100_000, reports, TestToken)));
        Assert.Equal([0, 1, 2, 3], reports.Items);
        Assert.Same(thrown, await Assert.ThrowsAsync<FormatException>(() => pool.ReportAllMapAsync([10, 10], new Collector<int> { OnReport = _ => throw thrown }, cancellationToken: TestToken)));
        Assert.Same(thrown, await Assert.ThrowsAsync<FormatException>(() => pool.ReportAllTryMapAsync([10], new Collector<int> { OnReport = _ => throw thrown }, cancellationToken: TestToken)));
        Assert.Equal(worker, await pool.WhoAmIAsync(TestToken));
    }

    [Fact]
    public async Task A_report_that_blocks_holds_up_no_other_worker()
    {
        ProcessPool pool = NewPool(2);
        using var release = new ManualResetEventSlim();
        var reports = new Collector<int> { OnReport = _ => release.Wait(TestToken) };
        Task<int> blocked = pool.ReportAllAsync(100_000, reports, TestToken);
        await Until(() => reports.Items.Count == 1);
        for (int i = 0; i < 100; i++)
            Assert.Equal(2 * i, await pool.DoubleAsync(i, TestToken));
        Assert.False(blocked.IsCompleted);
        release.Set();
        Assert.Equal(100_000, await blocked);
        Assert.Equal(100_000, reports.Items.Count);
    }

    [Fact]
    public async Task Coalesced_reports_hold_up_nobody_and_the_last_always_comes()
    {
        ProcessPool pool = NewPool(1).With(new PoolCallOptions { CoalesceProgress = true });
        using var release = new ManualResetEventSlim();
        var reports = new Collector<int> { OnReport = _ => release.Wait(TestToken) };
        Task<int> call = pool.ReportAllAsync(1_000_000, reports, TestToken);
        // The worker is done with all of them while the first is being heard: only then it takes another call.
        await pool.DoubleAsync(1, TestToken);
        Assert.False(call.IsCompleted);
        release.Set();
        Assert.Equal(1_000_000, await call);
        Assert.Equal(999_999, reports.Items[^1]);
        Assert.True(reports.Items.Count < 1_000_000);
        Assert.Equal(reports.Items.Order(), reports.Items);
    }

    [Fact]
    public async Task Reports_that_came_before_a_crash_are_heard_before_the_call_fails()
    {
        ProcessPool pool = NewPool(1);
        var reports = new Collector<int> { OnReport = number => { if (number == 99) File.WriteAllText(FileName("seen"), ""); } };
        var crash = await Assert.ThrowsAsync<WorkerCrashedException>(() => pool.ReportThenDieAsync(100, FileName("seen"), reports, TestToken));
        Assert.Equal(7, crash.ExitCode);
        Assert.Equal(Enumerable.Range(0, 100), reports.Items);
        Assert.Equal(2, await pool.DoubleAsync(1, TestToken));
    }

    [Fact]
    public async Task Each_attempt_of_a_call_reports_anew()
    {
        ProcessPool pool = NewPool(1);
        var reports = new Collector<int> { OnReport = number => { if (number % 100 == 49) File.WriteAllText(FileName($"attempts.{number / 100}"), ""); } };
        Assert.Equal(3, await pool.ReportEachAttemptAsync(FileName("attempts"), reports, TestToken));
        Assert.Equal([.. Enumerable.Range(100, 50), .. Enumerable.Range(200, 50), .. Enumerable.Range(300, 50)], reports.Items);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_map_says_how_far_it_is(bool isStream)
    {
        ProcessPool pool = NewPool(2);
        var reports = new Collector<MapProgress>();
        var options = new MapOptions { Progress = reports };
        int[] items = [.. Enumerable.Range(0, 1000)];
        if (isStream)
            Assert.Equal(1000, await pool.DoubleStreamAsync(items, options, TestToken).CountAsync(TestToken));
        else
            await pool.DoubleMapAsync(items, options, TestToken);
        Assert.Equal(0, reports.Items[0].Completed);
        Assert.Equal(new { Completed = 1000, Total = (int?)1000 }, new { reports.Items[^1].Completed, reports.Items[^1].Total });
        Assert.True(reports.Items[^1].Rate > 0);
        Assert.Equal(reports.Items.Select(report => report.Completed).Distinct().Order(), reports.Items.Select(report => report.Completed));
        Assert.False(reports.Overlapped);
    }

    [Fact]
    public async Task A_map_of_an_unknown_number_of_items_and_one_of_none_say_so()
    {
        ProcessPool pool = NewPool(1);
        var reports = new Collector<MapProgress>();
        await pool.DoubleMapAsync(Enumerable.Range(0, 10).Where(_ => true), new MapOptions { Progress = reports }, TestToken);
        Assert.Equal((10, null), (reports.Items[^1].Completed, reports.Items[^1].Total));
        reports = new Collector<MapProgress>();
        await pool.DoubleMapAsync([], new MapOptions { Progress = reports }, TestToken);
        Assert.Equal((0, 0), (Assert.Single(reports.Items).Completed, reports.Items[0].Total));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1000)]
    public async Task What_the_instance_of_a_map_throws_is_what_the_map_throws(int at)
    {
        ProcessPool pool = NewPool(1);
        var thrown = new FormatException("mine");
        var options = new MapOptions { Progress = new Collector<MapProgress> { OnReport = progress => { if (progress.Completed >= at) throw thrown; } } };
        Assert.Same(thrown, await Assert.ThrowsAsync<FormatException>(() => pool.DoubleMapAsync(Enumerable.Range(0, 1000).ToArray(), options, TestToken)));
    }
}
