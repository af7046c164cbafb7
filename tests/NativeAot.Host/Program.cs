// What it does is its first argument. Every process of it that reaches Main says so.
using System.Diagnostics;
using NativeAot.Host;

Console.WriteLine($"main {Environment.ProcessId}");
await using var pool = new ProcessPool(new ProcessPoolOptions { WorkerCount = 2 }.UseGreeting("Hello"));
switch (args is [var first, ..] ? first : "")
{
    case "call":
        await pool.WarmUpAsync(); // who is not ready has nothing to clean up
        Console.WriteLine($"greeting {await pool.GreetAsync(new Person("Ada", [3, 4]))}");
        Console.WriteLine($"home {await pool.WhereAsync() != Environment.ProcessId}");
        break;
    case "map":
        int[] items = [.. Enumerable.Range(0, 100_000)];
        Console.WriteLine($"sum {(await pool.DoubleMapAsync(items)).Sum(static value => (long)value)}");
        int count = 0;
        await foreach (string greeting in pool.GreetStreamAsync([new("Ada", []), new("Grace", [1])]))
            count += greeting.Length;
        Console.WriteLine($"length {count}");
        CallResult<int>[] halves = await pool.HalveTryMapAsync([2, 3, 4]);
        Console.WriteLine($"halves {string.Join(' ', halves.Select(static half => half.IsSuccess ? $"{half.Value}" : half.Exception!.GetType().Name))}");
        break;
    case "crash":
        try
        {
            await pool.CrashAsync();
        }
        catch (WorkerCrashedException exception)
        {
            Console.WriteLine($"crash {exception.Signal} {exception.MayHaveRun}");
        }
        Console.WriteLine($"next {(await pool.DoubleMapAsync([21]))[0]}");
        break;
    case "timeout":
        try
        {
            await pool.With(new PoolCallOptions { Timeout = TimeSpan.FromMilliseconds(200) }).SpinAsync();
        }
        catch (CallTimeoutException exception)
        {
            Console.WriteLine($"timeout {exception.Timeout.TotalMilliseconds} {exception.Method}");
        }
        Console.WriteLine($"next {(await pool.DoubleMapAsync([21]))[0]}");
        break;
    case "spin": // until somebody kills this process
        await pool.WarmUpAsync();
        Task busy = pool.SpinAsync();
        Console.WriteLine($"workers {string.Join(' ', pool.GetStatistics().Workers.Select(static worker => worker.ProcessId))}");
        await busy;
        break;
    case "figures":
        await Figures.Print();
        break;
    default:
        Console.Error.WriteLine("which scenario?");
        return 2;
}
return 0;
