namespace Faults.Tests.Scenarios;

/// <summary>An unguarded Main, and pools that are used inside workers.</summary>
public sealed class S20ForkBomb() : FaultTest(20)
{
    [Fact]
    public async Task A_program_has_its_workers_and_no_process_more()
    {
        await using var host = new HostProcess("bomb", Folder);
        Task<(int ExitCode, string Output, string Errors)> end = host.EndAsync(TestToken);
        int most = 0;
        while (!end.IsCompleted)
        {
            int[] workers = LinuxProcess.LiveChildren(host.Id);
            most = Math.Max(most, workers.Length + workers.Sum(worker => LinuxProcess.LiveChildren(worker).Length));
            await Task.Delay(2, TestToken);
        }
        (int code, string output, string errors) = await end;
        Assert.True(code == 0, output + errors);
        Assert.Contains("answer 10", output, StringComparison.Ordinal);
        Assert.Single(output.Split('\n'), line => line.StartsWith("main", StringComparison.Ordinal));
        Assert.InRange(most, 1, 2);
        Report("processes of an unguarded program with pools in its workers", "<= workers + 1", $"{most + 1}");
    }
}
