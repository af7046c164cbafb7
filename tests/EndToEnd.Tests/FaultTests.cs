using System.Diagnostics;
using ParallelGen;

namespace EndToEnd.Tests;

public sealed class FaultTests : PoolTest
{
    [Fact]
    public async Task Exceptions_of_the_framework_come_back_as_themselves_with_the_remote_stack()
    {
        ProcessPool pool = NewPool(1);
        int worker = await pool.WhoAmIAsync(TestToken);
        var argument = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => pool.FailAsync("argument", TestToken));
        Assert.Equal("kind", argument.ParamName);
        Assert.Equal("too much (Parameter 'kind')", argument.Message);
        Assert.Contains("Work.Fail(String kind)", argument.StackTrace, StringComparison.Ordinal);
        Assert.Contains("End of stack trace from previous location", argument.StackTrace, StringComparison.Ordinal);
        RemoteCallInfo info = RemoteCallInfo.Get(argument)!;
        Assert.Equal(worker, info.ProcessId);
        Assert.Equal("System.ArgumentOutOfRangeException", info.RemoteType);

        var operation = await Assert.ThrowsAsync<InvalidOperationException>(() => pool.FailAsync("operation", TestToken));
        Assert.Equal("inner", Assert.IsType<FormatException>(operation.InnerException).Message);
        // None of this cost the worker.
        Assert.Equal(worker, await pool.WhoAmIAsync(TestToken));
    }

    [Theory]
    [InlineData("own", "EndToEnd.Tests.OwnException")]
    [InlineData("cancelled", "System.OperationCanceledException")]
    [InlineData("disposed", "System.ObjectDisposedException")]
    public async Task Other_exceptions_come_as_a_remote_call_exception(string kind, string type)
    {
        ProcessPool pool = NewPool(1);
        var exception = await Assert.ThrowsAsync<RemoteCallException>(() => pool.FailAsync(kind, TestToken));
        Assert.Equal(type, exception.RemoteType);
        Assert.Contains("Work.Fail", exception.RemoteStackTrace, StringComparison.Ordinal);
        Assert.Equal("Work.Fail", exception.Method);
        Assert.Contains(exception.RemoteMessage, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("exit0", 0, null)]
    [InlineData("exit7", 7, null)]
    [InlineData("failfast", 134, "SIGABRT")]
    [InlineData("overflow", 134, "SIGABRT")]
    [InlineData("abort", 134, "SIGABRT")]
    [InlineData("segv", 134, "SIGABRT")] // the runtime sees the fault in managed code, reports it and aborts
    [InlineData("kill", 137, "SIGKILL")]
    [InlineData("thread", 134, "SIGABRT")]
    public async Task A_crash_fails_its_own_call_alone_and_the_worker_is_replaced(string way, int exitCode, string? signal)
    {
        ProcessPool pool = NewPool(2, options => options.Environment["DOTNET_DbgEnableMiniDump"] = "0");
        await pool.WarmUpAsync(TestToken);
        Task<int> crash = pool.DieAsync(way, 1, TestToken);
        Task<int>[] others = [.. Enumerable.Range(0, 50).Select(number => pool.DieAsync("none", number, TestToken))];
        var exception = await Assert.ThrowsAsync<WorkerCrashedException>(() => crash);
        Assert.Equal(exitCode, exception.ExitCode);
        Assert.Equal(signal, exception.Signal);
        Assert.True(exception.MayHaveRun);
        Assert.Equal("Work.Die", exception.Method);
        Assert.NotEqual(0, exception.ProcessId);
        Assert.Equal(exception.ProcessId, RemoteCallInfo.Get(exception)!.ProcessId);
        if (way is "failfast")
            Assert.Contains("on purpose", exception.StandardError, StringComparison.Ordinal);
        Assert.Equal(Enumerable.Range(0, 50), await Task.WhenAll(others));
        await Until(() => Children().Count == 2);
    }

    [Fact]
    public async Task A_killed_worker_leaves_no_file_in_the_temporary_directory()
    {
        ProcessPool pool = NewPool(1, options => options.Environment["TMPDIR"] = Folder);
        await Assert.ThrowsAsync<WorkerCrashedException>(() => pool.DieAsync("kill", 1, TestToken));
        await pool.DisposeAsync();
        Assert.Empty(Directory.GetFileSystemEntries(Folder));
    }

    [Fact]
    public async Task A_try_map_loses_only_the_items_that_crash()
    {
        ProcessPool pool = NewPool();
        string[] ways = ["none", "exit7", "none", "none", "failfast", "none", "kill", "none"];
        CallResult<int>[] results = await pool.DieTryMapAsync(ways, 5, cancellationToken: TestToken);
        Assert.Equal(ways, results.Select(result => result.IsSuccess ? "none" : ((WorkerCrashedException)result.Exception!).ExitCode switch
        {
            7 => "exit7",
            134 => "failfast",
            _ => "kill",
        }));
    }

    [Fact]
    public async Task Killing_a_worker_in_a_map_loses_at_most_its_chunk()
    {
        ProcessPool pool = NewPool();
        await pool.WarmUpAsync(TestToken);
        string started = FileName("started"), go = FileName("go");
        Task<CallResult<int>[]> map = pool.WaitForFileTryMapAsync(Enumerable.Range(0, 20).ToArray(), started, go, new MapOptions { ChunkSize = 2 }, TestToken);
        await Until(() => Started("started") == 2);
        Process.GetProcessById(IdOf(Children()[0])).Kill();
        await Until(() => Started("started") == 3);
        await File.WriteAllTextAsync(go, "", TestToken);
        CallResult<int>[] results = await map;
        CallResult<int>[] lost = [.. results.Where(result => !result.IsSuccess)];
        Assert.InRange(lost.Length, 1, 2);
        Assert.All(lost, result => Assert.IsType<WorkerCrashedException>(result.Exception));
        Assert.All(results.Except(lost), result => Assert.Equal(result.Index, result.Value));

        File.Delete(go);
        Task<int[]> failing = pool.WaitForFileMapAsync(Enumerable.Range(0, 20).ToArray(), FileName("again"), go, new MapOptions { ChunkSize = 2 }, TestToken);
        await Until(() => Started("again") == 2);
        Process.GetProcessById(IdOf(Children()[0])).Kill();
        await File.WriteAllTextAsync(go, "", TestToken);
        await Assert.ThrowsAsync<WorkerCrashedException>(() => failing);
        Assert.Equal(8, await pool.DoubleAsync(4, TestToken));
    }

    [Fact]
    public async Task Killing_idle_workers_costs_no_call()
    {
        ProcessPool pool = NewPool(3);
        await pool.WarmUpAsync(TestToken);
        for (int round = 0; round < 5; round++)
        {
            foreach (string child in Children())
                Process.GetProcessById(IdOf(child)).Kill();
            int[] results = await Task.WhenAll(Enumerable.Range(0, 30).Select(number => pool.DoubleAsync(number, TestToken)));
            Assert.Equal(Enumerable.Range(0, 30).Select(number => 2 * number), results);
            await Until(() => Children().Count(child => !child.EndsWith('Z')) == 3);
            await pool.WarmUpAsync(TestToken);
        }
    }

    [Fact]
    public async Task A_worker_that_can_not_start_is_a_clear_error_and_the_pool_recovers()
    {
        ProcessPool pool = NewPool(1, options => options.Environment["DOTNET_STARTUP_HOOKS"] = "relative/hook.dll"); // the host refuses it
        var exception = await Assert.ThrowsAsync<WorkerStartException>(() => pool.DoubleAsync(1, TestToken));
        Assert.Contains("relative/hook.dll", exception.Message, StringComparison.Ordinal);
        Assert.NotNull(exception.ExitCode);
        await Assert.ThrowsAsync<WorkerStartException>(() => pool.WarmUpAsync(TestToken));
        // The Try shapes throw, too, where the pool itself fails.
        await Assert.ThrowsAsync<WorkerStartException>(() => pool.DoubleTryMapAsync([1, 2], cancellationToken: TestToken));
    }

    private int Started(string name) => Directory.GetFiles(Folder, name + ".*").Length;
}
