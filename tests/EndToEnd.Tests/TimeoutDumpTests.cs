using Microsoft.Diagnostics.Runtime;
using ParallelGen;

namespace EndToEnd.Tests;

/// <summary>Where was it stuck? A dump that is made before a late worker is killed tells.</summary>
public sealed class TimeoutDumpTests : PoolTest
{
    private static readonly PoolCallOptions s_soon = new() { Timeout = TimeSpan.FromMilliseconds(300) };

    // Kept to the end: the library that reads dumps can't be loaded again once it was unloaded, and the watchdog may need it.
    private static ClrRuntime? s_runtime;

    [Fact]
    public async Task The_dump_tells_where_the_method_was()
    {
        ProcessPool pool = NewDumpingPool();
        int worker = await pool.WhoAmIAsync(TestToken);
        var exception = await Assert.ThrowsAsync<CallTimeoutException>(() => pool.With(s_soon).SpinForeverAsync(FileName("started"), TestToken));
        Assert.Null(Problem(exception));
        Assert.Equal(Folder, Path.GetDirectoryName(exception.DumpPath));
        Assert.Contains(exception.DumpPath!, exception.Message, StringComparison.Ordinal);
        Assert.False(IsAlive(worker));
        s_runtime = DataTarget.LoadDump(exception.DumpPath!).ClrVersions.Single().CreateRuntime();
        Assert.Contains(s_runtime.Threads.SelectMany(thread => thread.EnumerateStackTrace()), frame => frame.ToString()!.Contains("Work.SpinForever", StringComparison.Ordinal));
        Assert.Equal(8, await pool.DoubleAsync(4, TestToken));
    }

    [Fact]
    public async Task In_a_map_the_item_that_was_late_has_a_dump_and_the_others_have_results()
    {
        ProcessPool pool = NewDumpingPool();
        CallResult<int>[] results = await pool.TimedOutTryMapAsync([1, 2, -1, 3, -2, 4], new MapOptions { ChunkSize = 6 }, TestToken);
        Assert.Equal([1, 2, 3, 4], results.Where(result => result.IsSuccess).Select(result => result.Value));
        string?[] dumps = [.. results.Where(result => !result.IsSuccess).Select(result => ((CallTimeoutException)result.Exception!).DumpPath)];
        Assert.Equal(2, dumps.Distinct().Count());
        Assert.All(dumps, dump => Assert.True(File.Exists(dump)));
        Assert.Equal(2, Directory.GetFiles(Folder, "*.dmp").Length);
    }

    [Fact]
    public async Task A_method_that_ignores_its_token_is_dumped_after_its_grace_period()
    {
        ProcessPool pool = NewDumpingPool(options => options.CancellationGracePeriod = TimeSpan.FromMilliseconds(100));
        var exception = await Assert.ThrowsAsync<CallTimeoutException>(() => pool.With(s_soon).IgnoreTokenAsync(FileName("started"), TestToken));
        Assert.True(File.Exists(exception.DumpPath), Problem(exception));
        // One that the caller cancelled has nobody to be told.
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(TestToken);
        Task<string> call = pool.IgnoreTokenAsync(FileName("again"), cancellation.Token);
        await Until(() => File.Exists(FileName("again")));
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Single(Directory.GetFiles(Folder, "*.dmp"));
    }

    [Fact]
    public async Task Each_attempt_has_a_dump()
    {
        ProcessPool pool = NewDumpingPool();
        var exception = await Assert.ThrowsAsync<CallTimeoutException>(() => pool.LateAsync(1, 1, 2, Folder, TestToken));
        Assert.All(RemoteCallInfo.Get(exception)!.Attempts, attempt => Assert.Contains(".dmp", attempt.Outcome, StringComparison.Ordinal));
        Assert.Equal(2, Directory.GetFiles(Folder, "*.dmp").Length);
    }

    [Fact]
    public async Task Where_there_is_no_diagnostics_port_the_message_says_so()
    {
        ProcessPool pool = NewDumpingPool(options => options.Environment["DOTNET_EnableDiagnostics"] = "0");
        var exception = await Assert.ThrowsAsync<CallTimeoutException>(() => pool.With(s_soon).SpinForeverAsync(FileName("started"), TestToken));
        Assert.Null(exception.DumpPath);
        Assert.Contains("There is no dump", exception.Message, StringComparison.Ordinal);
        Assert.Contains("DOTNET_EnableDiagnostics", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_it_can_not_be_written_the_message_says_so()
    {
        string folder = Directory.CreateDirectory(FileName("dumps")).FullName;
        ProcessPool pool = NewDumpingPool(options => options.DumpDirectory = folder);
        Directory.Delete(folder);
        var exception = await Assert.ThrowsAsync<CallTimeoutException>(() => pool.With(s_soon).SpinForeverAsync(FileName("started"), TestToken));
        Assert.Null(exception.DumpPath);
        Assert.Contains("There is no dump", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pool_that_is_ended_does_not_wait_for_a_dump()
    {
        ProcessPool pool = NewDumpingPool();
        string started = FileName("started");
        Task call = pool.With(s_soon).SpinForeverAsync(started, TestToken);
        await Until(() => File.Exists(started));
        await Task.Delay(Random.Shared.Next(290, 400), TestToken); // before, during or after it
        await pool.ShutdownAsync(ShutdownMode.Kill);
        Exception? exception = await Record.ExceptionAsync(() => call);
        Assert.True(exception is OperationCanceledException or CallTimeoutException, exception?.ToString());
    }

    [Fact]
    public void A_directory_that_is_not_there_is_refused() =>
        Assert.Throws<DirectoryNotFoundException>(() => NewPool(1, options => options.DumpDirectory = FileName("nowhere")));

    private ProcessPool NewDumpingPool(Action<ProcessPoolOptions>? configure = null) => NewPool(1, options =>
    {
        options.OnTimeout = TimeoutAction.DumpThenKill;
        options.DumpDirectory = Folder;
        configure?.Invoke(options);
    });

    private static string? Problem(CallTimeoutException exception) =>
        exception.Message.Contains("There is no dump", StringComparison.Ordinal) ? exception.Message : null;
}
