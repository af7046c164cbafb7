using System.Diagnostics;

namespace EndToEnd.Tests;

/// <summary>The variable PARALLELGEN_MODE, which a whole program has.</summary>
public sealed class ModeVariableTests : PoolTest
{
    private const string Variable = "PARALLELGEN_MODE";

    [Theory]
    [InlineData("", "Processes")]
    [InlineData("Processes", "Processes")]
    [InlineData("InProcess", "InProcess")]
    [InlineData("inprocess", "InProcess")]
    public async Task It_says_where_methods_run_by_default(string value, string mode)
    {
        using Process host = HostProgram.Start("mode", Folder, (Variable, value));
        (int exitCode, string[] lines, string errors) = await HostProgram.EndAsync(host, TestToken);
        Assert.True(exitCode == 0, errors);
        Assert.Equal([$"mode {mode}", $"own {mode == "Processes"}"], lines);
    }

    [Fact]
    public async Task A_value_that_names_no_mode_is_refused_with_those_that_do()
    {
        using Process host = HostProgram.Start("mode", Folder, (Variable, "Threads"));
        (int exitCode, string[] lines, string errors) = await HostProgram.EndAsync(host, TestToken);
        Assert.NotEqual(0, exitCode);
        Assert.Empty(lines);
        Assert.Contains($"System.ArgumentException: The environment variable {Variable} is 'Threads'; it can be InProcess or Processes, or not be set.", errors, StringComparison.Ordinal);
    }
}
