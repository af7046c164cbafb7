using System.Diagnostics;

namespace EndToEnd.Tests;

/// <summary>An assembly that the program loads when its workers are at work already; in a program of its own, because this one has loaded it.</summary>
public sealed class LateInitializerTests : PoolTest
{
    [Fact]
    public async Task It_is_prepared_once_in_each_worker_with_the_first_call() =>
        Assert.Equal(["runs 1 1", "runs 1 1"], await RunAsync("late"));

    [Fact]
    public async Task An_initializer_may_use_a_pool_on_another_thread() =>
        Assert.Equal(["runs 21 21"], await RunAsync("late-pool"));

    [Fact]
    public async Task What_fails_there_fails_its_calls_and_no_others() =>
        Assert.Equal(["failure Prepared.Prepare Prepared.Runs The library can not be used here.", "own True"], await RunAsync("late-failure"));

    private async Task<string[]> RunAsync(string scenario)
    {
        using Process host = HostProgram.Start(scenario, Folder);
        (int exitCode, string[] lines, string errors) = await HostProgram.EndAsync(host, TestToken);
        Assert.True(exitCode == 0, string.Join('\n', lines) + errors);
        return lines;
    }
}
