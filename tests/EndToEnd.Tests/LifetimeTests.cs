using System.Diagnostics;
using System.Globalization;
using ParallelGen;

namespace EndToEnd.Tests;

public sealed class LifetimeTests : PoolTest
{
    private readonly List<Process> _hosts = [];

    public override async ValueTask DisposeAsync()
    {
        foreach (Process host in _hosts)
        {
            host.Kill();
            await host.WaitForExitAsync(CancellationToken.None);
            host.Dispose();
        }
        await base.DisposeAsync();
    }

    [Fact]
    public async Task A_worker_ignores_the_signals_that_a_terminal_or_a_service_manager_sends_to_all_of_the_program()
    {
        ProcessPool pool = NewPool(1);
        int worker = await pool.NoteSignalsAsync(Folder, TestToken);
        foreach (int signal in (int[])[LinuxProcess.SignalInterrupt, LinuxProcess.SignalTerminate, LinuxProcess.SignalInterrupt])
        {
            File.Delete(FileName("signal"));
            Assert.True(LinuxProcess.Signal(worker, signal));
            // Its runtime has the signal, and asks its handlers what to do about it; unless these tests were started so that nobody hears it.
            if (!LinuxProcess.IsDeafTo(worker, signal))
                await Until(() => File.Exists(FileName("signal")), () => $"signal {signal} was not heard of");
            Assert.Equal(worker, await pool.WhoAmIAsync(TestToken));
        }
        Assert.Equal((0, 0), (pool.GetStatistics().Crashes, pool.GetStatistics().Restarts));
    }

    [Fact]
    public async Task After_disposal_calls_are_refused_and_no_process_is_left()
    {
        ProcessPool pool = NewPool(2);
        await pool.DoubleAsync(1, TestToken);
        await pool.DisposeAsync();
        Assert.Empty(Children());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => pool.DoubleAsync(1, TestToken));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => pool.DoubleMapAsync([1], cancellationToken: TestToken));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await pool.DoubleStreamAsync([1], cancellationToken: TestToken).ToArrayAsync(TestToken));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => pool.WarmUpAsync(TestToken));
        await pool.DisposeAsync();
    }

    [Fact]
    public async Task A_pool_that_was_never_used_starts_nothing()
    {
        ProcessPool pool = NewPool();
        Assert.Empty(Children());
        await pool.DisposeAsync();
    }

    [Fact]
    public async Task Dispose_kills_what_runs_and_cancels_what_waits()
    {
        ProcessPool pool = NewPool(1);
        Task running = pool.SpinForeverAsync(FileName("started"), TestToken);
        Task<int> waiting = pool.DoubleAsync(1, TestToken);
        await Until(() => File.Exists(FileName("started")));
        pool.Dispose();
        Assert.Empty(Children());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task DisposeAsync_gives_what_runs_its_grace_period()
    {
        ProcessPool pool = NewPool(1, options => options.ShutdownGracePeriod = TimeSpan.FromMilliseconds(300));
        Task<string> cooperative = pool.WaitForTokenAsync(FileName("token"), TestToken);
        await Until(() => File.Exists(FileName("token")));
        await pool.DisposeAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cooperative);

        ProcessPool second = NewPool(1, options => options.ShutdownGracePeriod = TimeSpan.FromMilliseconds(300));
        Task stubborn = second.SpinForeverAsync(FileName("started"), TestToken);
        await Until(() => File.Exists(FileName("started")));
        await second.DisposeAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stubborn);
        Assert.Empty(Children());
    }

    [Fact]
    public async Task What_does_not_end_has_one_grace_period_and_not_another_one_for_cleanups()
    {
        var grace = TimeSpan.FromSeconds(4);
        ProcessPool pool = NewPool(1, options => options.ShutdownGracePeriod = grace);
        Task stubborn = pool.SpinForeverAsync(FileName("started"), TestToken);
        await Until(() => File.Exists(FileName("started")));
        // A whole period too long, however slow the machine is.
        await pool.DisposeAsync().AsTask().WaitAsync(2 * grace, TestToken);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stubborn);
    }

    [Fact]
    public async Task Disposing_ends_a_map_after_the_items_that_run()
    {
        ProcessPool pool = NewPool(2);
        Task<int[]> map = pool.WaitForFileMapAsync(Enumerable.Range(0, 100).ToArray(), FileName("started"), FileName("go"), new MapOptions { ChunkSize = 50 }, TestToken);
        await Until(() => Directory.GetFiles(Folder, "started.*").Length == 2);
        ValueTask disposal = pool.DisposeAsync();
        await File.WriteAllTextAsync(FileName("go"), "", TestToken);
        await disposal;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => map);
        Assert.InRange(Directory.GetFiles(Folder, "started.*").Length, 2, 99);
    }

    [Fact]
    public async Task A_drain_runs_everything_to_its_end()
    {
        ProcessPool pool = NewPool(2);
        Task<int>[] calls = [.. Enumerable.Range(0, 200).Select(number => pool.DoubleAsync(number, TestToken))];
        Task<int[]> map = pool.SlowlyMapAsync(Enumerable.Repeat(1, 100).ToArray(), cancellationToken: TestToken);
        await pool.ShutdownAsync(ShutdownMode.Drain);
        Assert.All(calls, call => Assert.True(call.IsCompletedSuccessfully));
        Assert.Equal(100, (await map).Length);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => pool.DoubleAsync(1, TestToken));
        Assert.Empty(Children());
    }

    [Fact]
    public async Task A_view_is_not_disposed()
    {
        ProcessPool pool = NewPool(1);
        ProcessPool view = pool.With(new PoolCallOptions());
        await view.DisposeAsync();
        view.Dispose();
        await view.ShutdownAsync(ShutdownMode.Kill);
        Assert.Equal(2, await pool.DoubleAsync(1, TestToken));
        Assert.Equal(2, await view.DoubleAsync(1, TestToken));
    }

    // In a program of its own: nothing ends the workers of the shared pool before their program does.
    [Fact]
    public async Task Nothing_ends_the_shared_pool()
    {
        (int exitCode, string[] lines, string errors) = await HostProgram.EndAsync(StartHost("shared"), TestToken);
        Assert.True(exitCode == 0, errors);
        Assert.Equal(["own True", "workers True", "one True"], lines);
    }

    [Fact]
    public async Task Many_pools_come_and_go_without_a_trace()
    {
        await using (var warm = new ProcessPool(1))
            await warm.DoubleAsync(1, TestToken);
        int handles = Directory.GetFiles("/proc/self/fd").Length;
        for (int round = 0; round < 15; round++)
        {
            await using var pool = new ProcessPool(2);
            Assert.Equal(2 * round, await pool.DoubleAsync(round, TestToken));
        }
        await Until(() => Directory.GetFiles("/proc/self/fd").Length <= handles + 5,
            () => $"{handles} handles before, {Directory.GetFiles("/proc/self/fd").Length} after");
    }

    [Theory]
    [InlineData(ShutdownMode.Drain)]
    [InlineData(ShutdownMode.Cancel)]
    [InlineData(ShutdownMode.Kill)]
    public async Task Shutting_down_while_calls_are_made_settles_every_call(ShutdownMode mode)
    {
        for (int round = 0; round < 10; round++)
        {
            var pool = new ProcessPool(2);
            var calls = new List<Task>();
            Task submit = Task.Run(async () =>
            {
                for (int i = 0; i < 200; i++)
                {
                    calls.Add(pool.DoubleAsync(i, TestToken));
                    calls.Add(pool.DieAsync(i % 50 == 3 ? "exit7" : "none", i, TestToken));
                    if (i % 10 == 0)
                        await Task.Yield();
                }
            }, TestToken);
            await Task.Delay(Random.Shared.Next(60), TestToken);
            await pool.ShutdownAsync(mode);
            await submit;
            foreach (Task call in calls)
            {
                Exception? exception = await Record.ExceptionAsync(() => call);
                Assert.True(exception is null or OperationCanceledException or ObjectDisposedException or WorkerCrashedException, exception?.ToString());
            }
        }
    }

    [Fact]
    public async Task Killing_the_parent_ends_its_workers_busy_ones_too()
    {
        Process host = StartHost("kill-me");
        string[] workers = [];
        while (await host.StandardOutput.ReadLineAsync(TestToken) is { } line)
        {
            if (!line.StartsWith("workers", StringComparison.Ordinal))
                continue;
            workers = line.Split(' ')[1..];
            break;
        }
        Assert.NotEmpty(workers);
        int[] all = [.. Children(host.Id).Select(IdOf)];
        Assert.Equal(2, all.Length);
        host.Kill();
        await host.WaitForExitAsync(TestToken);
        long start = Stopwatch.GetTimestamp();
        await Until(() => !all.Any(IsAlive));
        Assert.All(all, worker => Assert.Empty(Directory.GetFileSystemEntries(Folder, $"*-{worker}-*")));
        Assert.Empty(Directory.GetFileSystemEntries(Folder, "pgen-*"));
        TestContext.Current.TestOutputHelper?.WriteLine($"gone after {Stopwatch.GetElapsedTime(start).TotalMilliseconds:0} ms");
    }

    [Fact]
    public async Task A_worker_that_waits_for_a_debugger_ends_with_its_parent()
    {
        Process host = StartHost("debugger");
        while (await host.StandardError.ReadLineAsync(TestToken) is { } line && !line.Contains("waits for a debugger", StringComparison.Ordinal))
        {
        }
        int[] workers = [.. Children(host.Id).Select(IdOf)];
        Assert.NotEmpty(workers);
        host.Kill();
        await host.WaitForExitAsync(TestToken);
        await Until(() => !workers.Any(IsAlive));
    }

    [Fact]
    public async Task A_program_whose_directory_is_gone_starts_workers()
    {
        Process host = StartHost("nowhere");
        Task<string> errors = host.StandardError.ReadToEndAsync(TestToken);
        string output = await host.StandardOutput.ReadToEndAsync(TestToken);
        await host.WaitForExitAsync(TestToken);
        Assert.True(host.ExitCode == 0, await errors);
        Assert.Equal([$"main {host.Id}", "own True"], output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData("return", 3)]
    [InlineData("throw", 134)]
    [InlineData("exit", 4)]
    public async Task A_program_that_ends_without_a_dispose_leaves_nothing(string scenario, int exitCode)
    {
        Process host = StartHost(scenario);
        string output = await host.StandardOutput.ReadToEndAsync(TestToken);
        await host.WaitForExitAsync(TestToken);
        Assert.Equal(exitCode, host.ExitCode);
        int worker = int.Parse(output.Split('\n').Single(line => line.StartsWith("worker ", StringComparison.Ordinal)).Split(' ')[1], CultureInfo.InvariantCulture);
        await Until(() => !IsAlive(worker));
        Assert.Single(output.Split('\n'), line => line.StartsWith("main", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Main_never_runs_in_a_worker()
    {
        Process host = StartHost("library");
        string output = await host.StandardOutput.ReadToEndAsync(TestToken);
        await host.WaitForExitAsync(TestToken);
        Assert.Equal(0, host.ExitCode);
        Assert.Equal([$"main {host.Id}", "distance 5", "grid 9"], output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task What_workers_print_comes_through_in_whole_lines()
    {
        Process host = StartHost("print");
        Task<string> errors = host.StandardError.ReadToEndAsync(TestToken);
        string output = await host.StandardOutput.ReadToEndAsync(TestToken);
        await host.WaitForExitAsync(TestToken);
        string[] expected = [.. Enumerable.Range(0, 200).Select(number => $"<{number}:{new string((char)('a' + (number % 26)), 1000)}>").Order(StringComparer.Ordinal)];
        Assert.Equal(expected, output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] == '<').Order(StringComparer.Ordinal));
        Assert.Equal(expected, (await errors).Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
    }

    private Process StartHost(string scenario)
    {
        Process host = HostProgram.Start(scenario, Folder);
        _hosts.Add(host);
        return host;
    }
}
