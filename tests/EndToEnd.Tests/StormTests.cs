using System.Diagnostics;
using ParallelGen;

namespace EndToEnd.Tests;

/// <summary>Workers die all the time, and every call still ends once, rightly.</summary>
public sealed class StormTests : PoolTest
{
    [Fact]
    public async Task Every_call_settles_once_and_none_runs_twice_while_workers_are_killed()
    {
        const int calls = 1_500, callers = 12, callsPerKill = 30;
        int seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var random = new Random(seed);
        ProcessPool pool = NewPool(3);
        await pool.WarmUpAsync(TestToken);
        int next = 0, right = 0, crashed = 0, kills = 0;

        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref next) is var number && number <= calls)
            {
                if (number % callsPerKill == 0 && KillOne())
                    Interlocked.Increment(ref kills);
                try
                {
                    Assert.Equal(number, await pool.NoteAsync(number, FileName("ledger"), TestToken));
                    Interlocked.Increment(ref right);
                }
                catch (WorkerCrashedException exception)
                {
                    Assert.True(exception.MayHaveRun);
                    Interlocked.Increment(ref crashed);
                }
            }
        }, TestToken)));

        Assert.Equal(calls, right + crashed);
        Assert.InRange(crashed, 0, kills);
        string[] ledger = [.. Directory.GetFiles(Folder, "ledger.*").SelectMany(File.ReadAllLines)];
        Assert.Equal(ledger.Length, ledger.Distinct().Count());
        Assert.InRange(ledger.Length, right, calls);
        Assert.Equal(2, await pool.DoubleAsync(1, TestToken));

        bool KillOne()
        {
            lock (random)
            {
                List<string> workers = Children();
                if (workers.Count == 0)
                    return false;
                try
                {
                    Process.GetProcessById(IdOf(workers[random.Next(workers.Count)])).Kill();
                    return true;
                }
                catch (ArgumentException)
                {
                    return false; // it ended meanwhile
                }
            }
        }
    }
}
