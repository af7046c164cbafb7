using System.Diagnostics;

namespace Faults.Tests.Scenarios;

/// <summary>A program ends in any way, with busy workers and without a dispose.</summary>
public sealed class S12ParentEnds() : FaultTest(12)
{
    [Theory]
    [InlineData("return", 3)]
    [InlineData("throw", 134)]
    [InlineData("exit", 4)]
    [InlineData("kill", 137)]
    [InlineData("shared", 5)]
    public async Task No_worker_outlives_its_parent(string how, int exitCode)
    {
        var host = new HostProcess(how, Folder);
        await using (host)
        {
            (int code, string output, string errors) = await host.EndAsync(TestToken);
            long start = Stopwatch.GetTimestamp();
            Assert.True(code == exitCode, $"{code}: {output}{errors}");
            Report($"parent ends by {how}: host exits", "<= 2 s", $"{Stopwatch.GetElapsedTime(HostProcess.TimeIn(output, "ends"), start).TotalMilliseconds:0} ms");
            int[] workers = HostProcess.WorkersIn(output);
            Assert.Equal(how == "shared" ? Environment.ProcessorCount : 2, workers.Length);
            await Until(() => !workers.Any(LinuxProcess.IsAlive));
            Report($"parent ends by {how}: workers gone", "<= 1 s", $"{Stopwatch.GetElapsedTime(start).TotalMilliseconds:0} ms");
            Assert.Empty(Directory.GetFileSystemEntries(Folder, "pgen-*"));
            Assert.All(workers, worker => Assert.Empty(Directory.GetFileSystemEntries(Folder, $"*-{worker}-*")));
        }
    }

    [Fact]
    public async Task Parent_and_worker_that_are_killed_before_they_meet_leave_nothing()
    {
        await using var host = new HostProcess("starting", Folder);
        int worker = 0;
        await Until(() => LinuxProcess.LiveChildren(host.Id) is [var child] && LinuxProcess.StateOf(worker = child) == 'T');
        Assert.True(LinuxProcess.Signal(host.Id, LinuxProcess.SignalKill));
        Assert.True(LinuxProcess.Signal(worker, LinuxProcess.SignalKill));
        await host.EndAsync(TestToken);
        Assert.Empty(Directory.GetFileSystemEntries(Folder, "pgen-*"));
    }

    [Fact]
    public async Task A_worker_does_not_end_with_the_thread_that_made_its_pool()
    {
        await using var host = new HostProcess("thread", Folder);
        (int code, string output, string errors) = await host.EndAsync(TestToken);
        Assert.True(code == 0, output + errors);
    }
}
