using System.Diagnostics;
using ParallelGen.Platform;

namespace Faults.Tests.Work;

/// <summary>A program of its own, for scenarios about how a program ends and what it has; each says the processes of its workers.</summary>
internal static class Host
{
    public static async Task<int> Run(string scenario)
    {
        Console.WriteLine($"main {Environment.ProcessId}");
        switch (scenario)
        {
            case "call": // one call, in whatever surroundings: also where the runtime's thread pool can start no thread, so that nothing is awaited
                using (var pool = new ProcessPool(workerCount: 2))
                    Console.WriteLine($"answer {pool.PlainAsync(41).GetAwaiter().GetResult()}");
                return 0;
            case "eight": // all handshakes of eight workers
                await using (var pool = new ProcessPool(workerCount: 8))
                {
                    await pool.WarmUpAsync();
                    Console.WriteLine($"ready {Stopwatch.GetTimestamp()}");
                    Console.WriteLine($"workers {string.Join(' ', LinuxProcess.LiveChildren())}");
                }
                return 0;
            case "starting": // its worker never comes as far as to connect
                var starting = new ProcessPool(new ProcessPoolOptions { WorkerCount = 1, Environment = { [Failpoint.Variable] = $"worker.connect={Way.Stop}" } });
                return await starting.PlainAsync(1);
            case "thread": // a pool that is made on a thread that ends
                ProcessPool? made = null;
                int first = 0;
                var thread = new Thread(() =>
                {
                    made = new ProcessPool(workerCount: 1);
                    first = made.PidAsync().GetAwaiter().GetResult();
                });
                thread.Start();
                thread.Join();
                Console.WriteLine($"workers {first}");
                for (int i = 0; i < 20; i++)
                {
                    GC.Collect();
                    if (await made!.PidAsync() != first)
                        return 1;
                }
                return 0;
            case "bomb": // unguarded, and pools in workers, too
                var outer = new ProcessPool(workerCount: 2);
                int[] answers = await outer.NestedMapAsync([1, 2, 3, 4]);
                Console.WriteLine($"workers {string.Join(' ', LinuxProcess.LiveChildren())}");
                Console.WriteLine($"answer {answers.Sum()}");
                await outer.DisposeAsync();
                return 0;
            case "silent-reader":
                return await SilentReader.Run();
            case "shared-kill": // with memory that all have
            case "shared-wait":
                return await Share(isKilled: scenario == "shared-kill");
            default:
                return await End(scenario);
        }
    }

    /// <summary>How much the program shares that is killed.</summary>
    public const long SharedBytes = 256 << 20;

    private static async Task<int> Share(bool isKilled)
    {
        var pool = new ProcessPool(workerCount: 2);
        SharedArray<long> values = SharedArray.Create<long>((int)(SharedBytes / sizeof(long)));
        _ = pool.HoldAsync(values, 0);
        _ = pool.HoldAsync(values, 1);
        while (Volatile.Read(ref values.Span[0]) == 0 || Volatile.Read(ref values.Span[1]) == 0)
            await Task.Delay(1);
        await File.WriteAllTextAsync(Path.Combine(Path.GetTempPath(), "started"), "");
        if (isKilled)
            Misdeed.Do(Way.Kill);
        await Task.Delay(Timeout.Infinite);
        return 0;
    }

    private static async Task<int> End(string how)
    {
        ProcessPool pool = how == "shared" ? ProcessPool.Shared : new ProcessPool(workerCount: 2);
        await pool.WarmUpAsync();
        _ = pool.HangAsync("spin", "");
        Console.WriteLine($"workers {string.Join(' ', LinuxProcess.LiveChildren())}");
        Console.WriteLine($"ends {Stopwatch.GetTimestamp()}");
        switch (how)
        {
            case "return":
                return 3;
            case "shared":
                return 5;
            case "throw":
                throw new InvalidOperationException("on purpose");
            case "exit":
                Environment.Exit(4);
                return 4;
            case "kill":
                Misdeed.Do(Way.Kill);
                return 0;
            default:
                Console.Error.WriteLine("which scenario?");
                return 2;
        }
    }
}
