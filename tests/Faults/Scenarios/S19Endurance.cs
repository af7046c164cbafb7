using System.Diagnostics;

namespace Faults.Tests.Scenarios;

/// <summary>Many pools, many callers, many programs.</summary>
public sealed class S19Endurance() : FaultTest(19)
{
    [Fact]
    public async Task Pools_come_and_go_without_a_trace()
    {
        int rounds = TestScale.Of(500);
        for (int round = 0; round < rounds; round++)
        {
            await using var pool = new ProcessPool(2);
            Assert.Equal(round + 1, await pool.PlainAsync(round, TestToken));
            WatchdogAttribute.NoteProgress();
        }
        Report("pools made, used and disposed", "no leak", $"{rounds}, nothing left");
    }

    [Fact]
    public async Task Thirty_two_threads_share_a_pool()
    {
        int calls = TestScale.Of(1_000_000), next = -1;
        ProcessPool pool = NewPool(2);
        await pool.WarmUpAsync(TestToken);
        long start = Stopwatch.GetTimestamp();
        var failures = new List<Exception>();
        Thread[] threads = [.. Enumerable.Range(0, 32).Select(_ => new Thread(() =>
        {
            try
            {
                while (Interlocked.Increment(ref next) is var number && number < calls)
                {
                    Assert.Equal(number + 1, pool.PlainAsync(number, CancellationToken.None).GetAwaiter().GetResult());
                    if (number % 1_000 == 0)
                        WatchdogAttribute.NoteProgress();
                }
            }
            catch (Exception exception)
            {
                lock (failures)
                    failures.Add(exception);
            }
        }))];
        Array.ForEach(threads, thread => thread.Start());
        await Task.Run(() => Array.ForEach(threads, thread => thread.Join()), TestToken);
        Assert.Empty(failures);
        Report("32 threads on one pool", "all right", $"{calls} calls, all right, {calls / Stopwatch.GetElapsedTime(start).TotalSeconds:0} a second");
    }

    [Fact]
    public async Task Many_programs_start_at_once()
    {
        int programs = TestScale.Of(20);
        long start = Stopwatch.GetTimestamp(), ready = start;
        HostProcess[] hosts = [.. Enumerable.Range(0, programs).Select(_ => new HostProcess("eight", Folder))];
        try
        {
            foreach (HostProcess host in hosts)
            {
                (int code, string output, string errors) = await host.EndAsync(TestToken);
                Assert.True(code == 0, output + errors);
                Assert.Equal(8, HostProcess.WorkersIn(output).Length);
                ready = Math.Max(ready, HostProcess.TimeIn(output, "ready"));
            }
        }
        finally
        {
            foreach (HostProcess host in hosts)
                await host.DisposeAsync();
        }
        Report("programs of 8 workers started at once", "all handshakes within 30 s on 2 cores", $"{programs} programs: {Stopwatch.GetElapsedTime(start, ready).TotalSeconds:0.0} s, {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s with their ends");
    }
}
