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
    case "shared":
        using (SharedArray<int> array = SharedArray.Create<int>(100_000))
        {
            await pool.SignMapAsync([(..50_000), (50_000..)], array);
            Console.WriteLine($"signed {!array.Span.ContainsAny(0, Environment.ProcessId)}");
        }
        break;
    case "views": // large enough to lie in memory of their own
        int[] numbers = [.. Enumerable.Range(0, 1_000_000)];
        Console.WriteLine($"span {await pool.SumAsync(numbers)}");
        Console.WriteLine($"memory {await pool.SumLaterAsync(numbers)}");
        break;
    case "streams":
        var reports = new Reports();
        Console.WriteLine($"reported {await pool.ReportAsync(1_000, reports)}");
        Console.WriteLine($"heard {reports.Sum}");
        int back = 0;
        await foreach (int number in pool.CountAsync(10_000))
            back += number;
        Console.WriteLine($"back {back}");
        await foreach (Person person in pool.MarkAsync(People(3)))
            Console.WriteLine($"marked {person.Name} {person.Marks.Sum()}");
        Console.WriteLine($"in {await pool.TotalAsync(People(1_000))}");
        break;
    case "homes":
        await pool.WarmUpAsync();
        int[] homes = await pool.WhereOnEveryWorkerAsync();
        Console.WriteLine($"every {homes.Except([Environment.ProcessId]).Count()}");
        ProcessPool[] tenants = [.. homes.Select((_, key) => pool.With(new PoolCallOptions { AffinityKey = key }))];
        int[] own = [await tenants[0].WhereAsync(), await tenants[1].WhereAsync()];
        Console.WriteLine($"spread {own.Distinct().Count()}");
        int kept = 0;
        for (int call = 0; call < 100; call++)
            kept += await tenants[call % 2].WhereAsync() == own[call % 2] ? 1 : 0;
        Console.WriteLine($"kept {kept}");
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

static async IAsyncEnumerable<Person> People(int count)
{
    for (int number = 0; number < count; number++)
    {
        await Task.Yield();
        yield return new Person($"{number}", [number]);
    }
}
