using System.Diagnostics;
using System.Globalization;

namespace Faults.Tests.Scenarios;

/// <summary>Workers print whatever they like.</summary>
public sealed class S14Output() : FaultTest(14)
{
    [Theory]
    [InlineData(WorkerOutput.Discard)]
    [InlineData(WorkerOutput.Capture)]
    public async Task A_gigabyte_of_output_stalls_nothing(WorkerOutput output)
    {
        long bytes = TestScale.Of(1_024) * 1024L * 1024L;
        ProcessPool pool = NewPool(2, options => options.WorkerOutput = output);
        await pool.WarmUpAsync(TestToken);
        long start = Stopwatch.GetTimestamp();
        Task<long> printing = pool.PrintAsync(bytes, TestToken);
        int others = await CallWhileAsync(printing, pool, static () => { });
        Assert.True(await printing >= bytes);
        Report($"a worker prints 1 GB, {output}", "no stall", $"{bytes >> 20} MiB in {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s, {others} other calls meanwhile");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Nor_does_one_that_is_forwarded_however_slowly_it_is_read(bool isSlow)
    {
        long bytes = TestScale.Of(1_024) * 1024L * 1024L;
        ProcessPool pool = NewPool(2);
        await pool.WarmUpAsync(TestToken);
        using var console = new PacedConsole(isSlow);
        long start = Stopwatch.GetTimestamp();
        Task<long> printing = pool.PrintAsync(bytes, TestToken);
        // Who reads slowly reads on when another call was answered: were that to wait for the reader, both would for ever.
        int others = await CallWhileAsync(printing, pool, console.Step);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        console.Finish();
        await pool.DisposeAsync();
        Assert.Equal(await printing, console.Length);
        Report($"a worker prints 1 GB, Forward to a {(isSlow ? "slow" : "fast")} reader", "no stall", $"{bytes >> 20} MiB in {seconds:0.0} s, {others} other calls meanwhile");
    }

    private static async Task<int> CallWhileAsync(Task printing, ProcessPool pool, Action onAnswered)
    {
        int others = 0;
        while (!printing.IsCompleted)
        {
            Assert.Equal(others + 1, await pool.PlainAsync(others, TestToken));
            others++;
            onAnswered();
            WatchdogAttribute.NoteProgress();
        }
        return others;
    }

    [Fact]
    public async Task A_grandchild_that_holds_the_output_open_does_not_hide_the_end_of_its_worker()
    {
        var times = new List<double>();
        for (int round = 0; round < TestScale.Of(50); round++)
        {
            ProcessPool pool = NewPool(1);
            await pool.WarmUpAsync(TestToken);
            string pidFile = FileName($"grandchild{round}");
            Task call = pool.LeaveGrandchildAsync(pidFile, TestToken);
            await Until(() => File.Exists(pidFile) && File.ReadAllText(pidFile).Length > 0);
            long start = Stopwatch.GetTimestamp();
            await Assert.ThrowsAsync<WorkerCrashedException>(() => call);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            int grandchild = int.Parse(await File.ReadAllTextAsync(pidFile, TestToken), CultureInfo.InvariantCulture);
            Assert.True(LinuxProcess.IsAlive(grandchild));
            LinuxProcess.Signal(grandchild, LinuxProcess.SignalKill);
            await pool.DisposeAsync();
        }
        Report("a grandchild holds stdout: the worker's end is seen", "<= 200 ms", $"worst {times.Max():0} ms");
    }
}
