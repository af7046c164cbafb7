using System.Diagnostics;
using System.Globalization;

namespace Faults.Tests.Scenarios;

/// <summary>Workers, programs and all together die while they have memory in common.</summary>
public sealed class S26SharedMemory() : FaultTest(26)
{
    [Theory]
    [InlineData(Way.Kill, PoolTransport.SharedMemory)]
    [InlineData(Way.Segv, PoolTransport.SharedMemory)]
    [InlineData(Way.Exit7, PoolTransport.Socket)]
    [InlineData(Way.Kill, PoolTransport.Socket)]
    public async Task A_worker_that_dies_leaves_the_array_as_it_was_then(Way way, PoolTransport transport)
    {
        ProcessPool pool = NewPool(2, options => options.Transport = transport);
        using SharedArray<long> values = SharedArray.Create<long>(1_000);
        for (int round = 0; round < TestScale.Of(20); round++)
        {
            values.Span.Clear();
            int bad = Random.Next(1_000);
            Task<WorkerCrashedException> dies = Assert.ThrowsAsync<WorkerCrashedException>(() => pool.AddOneAsync(0, 1_000, values, bad, way, TestToken));
            Assert.True((await dies).MayHaveRun);
            Assert.Equal(bad, values.Span.IndexOf(0));
            // Its successor has the same array.
            await pool.AddOneAsync(bad, 1_000, values, -1, Way.None, TestToken);
            Assert.Equal(-1, values.Span.IndexOfAnyExcept(1));
            WatchdogAttribute.NoteProgress();
        }
    }

    [Theory]
    [InlineData(PoolTransport.SharedMemory)]
    [InlineData(PoolTransport.Socket)]
    public async Task Items_of_a_map_are_tried_again_over_the_same_array(PoolTransport transport)
    {
        const int count = 200;
        ProcessPool pool = NewPool(2, options => options.Transport = transport);
        using SharedArray<int> runs = SharedArray.Create<int>(count);
        int[] numbers = await pool.AttemptMapAsync(Enumerable.Range(0, count), runs, cancellationToken: TestToken);
        Assert.Equal(Enumerable.Range(0, count), numbers);
        for (int number = 0; number < count; number++)
            Assert.Equal(number % 10 == 0 ? 2 : 1, runs.Span[number]);
        Report($"{count / 10} workers die over a shared array, {transport}", "each item once, lost ones twice", $"{numbers.Length} items, {runs.Span.Count(2)} of them twice, {runs.Span.Count(1)} once");
    }

    [Theory]
    [InlineData(Way.Kill)]
    [InlineData(Way.StackOverflow)]
    public async Task A_worker_that_dies_takes_no_view_with_it(Way way)
    {
        ProcessPool pool = NewPool(1);
        long[] values = [.. Enumerable.Range(0, 1_000_000)];
        long sum = values.Sum();
        Assert.Equal(sum, await pool.SumAsync(values, Way.None, TestToken));
        long slabs = Slabs();
        for (int round = 0; round < TestScale.Of(20); round++)
        {
            Task<long> dying = pool.SumAsync(values, way, TestToken), waiting = pool.SumAsync(values, Way.None, TestToken);
            await Assert.ThrowsAsync<WorkerCrashedException>(() => dying);
            Assert.Equal(sum, await waiting);
            WatchdogAttribute.NoteProgress();
        }
        // Two calls at a time take two.
        Assert.InRange(Slabs(), slabs, slabs + 1);

        static long Slabs() => Footprint.Take().Held.GetValueOrDefault("memory files");
    }

    [Fact]
    public async Task Arrays_that_come_and_go_leave_nothing_in_workers()
    {
        ProcessPool pool = NewPool(2);
        int[] before = [await pool.CountMapsAsync(TestToken), await pool.CountMapsAsync(TestToken)];
        for (int round = 0; round < TestScale.Of(500); round++)
        {
            using SharedArray<long> values = SharedArray.Create<long>(Random.Next(1, 100_000));
            Task add = pool.AddOneAsync(0, values.Length, values, -1, Way.None, TestToken);
            if (Random.Next(2) == 0)
                values.Dispose(); // the call has it still
            await add;
        }
        await Until(() => pool.CountMapsAsync(CancellationToken.None).GetAwaiter().GetResult() == before[0]);
    }

    [Theory]
    [InlineData("shared-kill", false)]
    [InlineData("shared-wait", true)]
    public async Task Nothing_is_left_when_all_are_killed(string scenario, bool isEverybodyKilled)
    {
        string[] files = Files();
        long before = SharedBytes();
        var host = new HostProcess(scenario, Folder);
        await using (host)
        {
            string started = FileName("started");
            await Until(() => File.Exists(started));
            int[] workers = LinuxProcess.LiveChildren(host.Id);
            long held = 0;
            if (isEverybodyKilled)
            {
                Assert.Equal(2, workers.Length);
                held = SharedBytes() - before;
                Assert.True(held > Host.SharedBytes / 2, $"{held} bytes are shared");
                foreach (int process in (int[])[.. workers, host.Id])
                    LinuxProcess.Signal(process, LinuxProcess.SignalKill);
            }
            (int code, string output, string errors) = await host.EndAsync(TestToken);
            Assert.True(code == 137, $"{code}: {output}{errors}");
            long start = Stopwatch.GetTimestamp();
            await Until(() => !workers.Any(LinuxProcess.IsAlive));
            await Until(() => SharedBytes() - before < Host.SharedBytes / 2, () => $"{SharedBytes() - before} bytes are still shared");
            Report($"{(isEverybodyKilled ? "everybody" : "the program")} is killed with {Host.SharedBytes >> 20} MiB shared", "nothing is left", $"memory back after {Stopwatch.GetElapsedTime(start).TotalMilliseconds:0} ms");
        }
        Assert.Equal(files, Files());
        Assert.Empty(Directory.GetFileSystemEntries(Folder, "pgen-*"));
        foreach (string file in Directory.GetFiles(Folder, "clr-debug-pipe-*").Concat(Directory.GetFiles(Folder, "dotnet-diagnostic-*")))
            File.Delete(file); // the runtime's own, of a process that was killed
    }

    private static string[] Files() => [.. Directory.GetFileSystemEntries("/dev/shm").Order(StringComparer.Ordinal)];

    // Of the whole machine: the memory of files that have no disk.
    private static long SharedBytes() =>
        1024 * long.Parse(File.ReadLines("/proc/meminfo").Single(line => line.StartsWith("Shmem:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
}
