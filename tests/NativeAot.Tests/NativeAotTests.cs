using System.Diagnostics;
using System.Globalization;

[assembly: System.Runtime.Versioning.SupportedOSPlatform("linux")]

namespace NativeAot.Tests;

/// <summary>A program that is compiled to native code has workers: itself, started again, and taken over before its Main.</summary>
public sealed class NativeAotTests(NativeProgram program) : IClassFixture<NativeProgram>
{
    [Fact]
    public void It_is_published_without_a_warning() =>
        Assert.DoesNotContain("warning", program.PublishOutput, StringComparison.OrdinalIgnoreCase);

    [Fact]
    public async Task Calls_run_in_workers_whose_initializers_have_run()
    {
        string[] lines = await program.RunAsync("call");
        Assert.Contains("greeting Hello, Ada: 7", lines);
        Assert.Contains("home True", lines);
    }

    [Fact]
    public async Task Main_runs_once_and_workers_clean_up()
    {
        string[] lines = await program.RunAsync("call");
        Assert.Single(lines, line => line.StartsWith("main", StringComparison.Ordinal));
        Assert.Equal(2, lines.Where(line => line.StartsWith("cleaned up", StringComparison.Ordinal)).Distinct().Count());
    }

    [Fact]
    public async Task Maps_and_streams_give_every_item()
    {
        string[] lines = await program.RunAsync("map");
        Assert.Contains("sum 9999900000", lines);
        Assert.Contains($"length {"Hello, Ada: 0".Length + "Hello, Grace: 1".Length}", lines);
        Assert.Contains("halves 1 ArgumentException 2", lines);
    }

    [Fact]
    public async Task Workers_write_into_a_shared_array() =>
        Assert.Contains("signed True", await program.RunAsync("shared"));

    [Fact]
    public async Task Views_of_large_arrays_are_read()
    {
        string[] lines = await program.RunAsync("views");
        Assert.Contains("span 499999500000", lines);
        Assert.Contains("memory 499999500000", lines);
    }

    [Fact]
    public async Task Reports_and_streams_come_and_go()
    {
        string[] lines = await program.RunAsync("streams");
        Assert.Contains("reported 1000", lines);
        Assert.Contains("heard 499500", lines);
        Assert.Contains("back 49995000", lines);
        Assert.Equal(["marked 0 100", "marked 1 101", "marked 2 102"], lines.Where(line => line.StartsWith("marked", StringComparison.Ordinal)));
        Assert.Contains("in 499500", lines);
    }

    [Fact]
    public async Task Every_worker_is_called_and_a_key_keeps_its_own()
    {
        string[] lines = await program.RunAsync("homes");
        Assert.Contains("every 2", lines);
        Assert.Contains("spread 2", lines);
        Assert.Contains("kept 100", lines);
    }

    [Fact]
    public async Task A_crash_fails_its_call_and_the_worker_is_replaced()
    {
        string[] lines = await program.RunAsync("crash");
        Assert.Contains("crash SIGABRT True", lines);
        Assert.Contains("next 42", lines);
    }

    [Fact]
    public async Task A_timeout_kills_what_runs_too_long()
    {
        string[] lines = await program.RunAsync("timeout");
        Assert.Contains("timeout 200 Work.Spin", lines);
        Assert.Contains("next 42", lines);
    }

    [Fact]
    public async Task Workers_end_with_the_program()
    {
        using Process host = program.Start("spin");
        string? line;
        while ((line = await host.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken)) is not null && !line.StartsWith("workers", StringComparison.Ordinal))
        {
        }
        int[] workers = [.. line!.Split(' ')[1..].Select(id => int.Parse(id, CultureInfo.InvariantCulture))];
        Assert.Equal(2, workers.Distinct().Count());
        Assert.All(workers, worker => Assert.True(LinuxProcess.IsAlive(worker)));
        host.Kill();
        await host.WaitForExitAsync(TestContext.Current.CancellationToken);
        // The watchdog ends a test that waits for ever.
        while (workers.Any(LinuxProcess.IsAlive))
            await Task.Delay(5, TestContext.Current.CancellationToken);
    }
}
