using System.Diagnostics;

namespace Faults.Tests.Scenarios;

/// <summary>A worker writes over what it shares with its parent.</summary>
public sealed class S17Scribbling() : FaultTest(17)
{
    [Fact]
    public async Task What_makes_no_sense_is_the_crash_of_its_worker()
    {
        ProcessPool pool = NewPool(1);
        // An answer that comes through before the next word is written is right.
        WorkerCrashedException crash = await Assert.ThrowsAsync<WorkerCrashedException>(async () =>
        {
            while (true)
                Assert.Equal(7, await pool.ScribbleAsync(7, TestToken));
        });
        Assert.True(crash.MayHaveRun);
        Assert.Contains("what it sent made no sense (", crash.Message, StringComparison.Ordinal);
        Assert.Equal(42, await pool.PlainAsync(41, TestToken));
        Assert.NotEqual(0, pool.GetStatistics().Crashes);
    }

    [Fact]
    public async Task Random_writes_cost_their_worker_and_nothing_else()
    {
        int rounds = TestScale.Of(200), crashed = 0, late = 0, unreadable = 0, unharmed = 0;
        ProcessPool pool = NewPool(1);
        for (int round = 0; round < rounds; round++)
        {
            using Process worker = Process.GetProcessById(await pool.PidAsync(TestToken));
            int[] items = [.. Enumerable.Range(0, Random.Next(1, 40))];
            // What the parent is to see, a wild write can hide: then only the timeout ends the call.
            var options = new MapOptions { ChunkSize = Random.Next(1, 20), Timeout = TimeSpan.FromSeconds(1) };
            CallResult<long>[] results = await pool.TripleTryMapAsync(items, Random.Next(items.Length), Random.Next(), Random.Next(3) > 0, options, TestToken);
            Assert.Equal(items.Length, results.Length);
            // A result that was written over is a wrong one: that can't be told. All else is one of these.
            foreach (CallResult<long> result in results)
            {
                switch (result.Exception)
                {
                    case null:
                        unharmed++;
                        break;
                    case WorkerCrashedException:
                        crashed++;
                        break;
                    case CallTimeoutException:
                        late++;
                        break;
                    default:
                        Assert.True(result.Exception is ProcessPoolException, result.Exception.ToString());
                        unreadable++;
                        break;
                }
            }
            worker.Kill();
            await Until(() => pool.GetStatistics().Workers.All(other => other.ProcessId != worker.Id));
            WatchdogAttribute.NoteProgress();
        }
        Assert.Equal(42, await pool.PlainAsync(41, TestToken));
        Report("random writes into what a worker shares", "documented exceptions, the next worker is well", $"{rounds} times: {crashed} items crashed, {late} late, {unreadable} unreadable, {unharmed} well");
    }
}
