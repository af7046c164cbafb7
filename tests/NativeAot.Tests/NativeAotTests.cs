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
