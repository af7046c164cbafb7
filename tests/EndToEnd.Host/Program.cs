// A program that tests start: what it does is its first argument. Every process of it that reaches Main says so.
using ParallelGen;

Console.WriteLine($"main {Environment.ProcessId}");
string scenario = args.Length > 0 ? args[0] : "";
var pool = new ProcessPool(workerCount: 2);
switch (scenario)
{
    case "kill-me": // two busy workers, one of which never looks up
        await pool.WarmUpAsync();
        Task busy = pool.SpinForeverAsync();
        int[] workers = await Task.WhenAll(pool.WhoAmIAsync(), pool.WhoAmIAsync());
        Console.WriteLine($"workers {string.Join(' ', workers.Distinct())}");
        await busy;
        break;
    case "spares":
        var spared = new ProcessPool(new ProcessPoolOptions { WorkerCount = 1, SpareWorkers = 2 });
        Console.WriteLine($"worker {await spared.WhoAmIAsync()}");
        await spared.SpinForeverAsync();
        break;
    case "return": // Main returns without a dispose, with work under way
        await pool.WarmUpAsync();
        _ = pool.SpinForeverAsync();
        Console.WriteLine($"worker {await pool.WhoAmIAsync()}");
        return 3;
    case "throw":
        Console.WriteLine($"worker {await pool.WhoAmIAsync()}");
        throw new InvalidOperationException("on purpose");
    case "exit":
        Console.WriteLine($"worker {await pool.WhoAmIAsync()}");
        Environment.Exit(4);
        break;
    case "library": // the library's methods, and the arguments of this program reach no worker
        await LibraryUse.CallAsync(pool);
        await pool.DisposeAsync();
        break;
    case "late": // no code of the library has run when the workers start
        await pool.WarmUpAsync();
        await LibraryUse.PrintRunsAsync(pool);
        await LibraryUse.PrintRunsAsync(pool);
        await pool.DisposeAsync();
        break;
    case "late-pool": // an initializer of the library uses a pool
        Environment.SetEnvironmentVariable("LIBRARY_USES_POOL", "1");
        await pool.WarmUpAsync();
        await LibraryUse.PrintRunsAsync(pool);
        await pool.DisposeAsync();
        break;
    case "late-failure":
        Environment.SetEnvironmentVariable("LIBRARY_FAILS", "1");
        await pool.WarmUpAsync();
        try
        {
            await LibraryUse.RunAsync(pool);
        }
        catch (WorkerStartException exception)
        {
            Console.WriteLine($"failure {exception.Initializer} {exception.Method} {exception.InnerException?.Message}");
        }
        Console.WriteLine($"own {await pool.WhoAmIAsync() != Environment.ProcessId}");
        await pool.DisposeAsync();
        break;
    case "debugger":
        Environment.SetEnvironmentVariable("PARALLELGEN_WAIT_FOR_DEBUGGER", "1");
        await pool.WhoAmIAsync();
        break;
    case "nowhere": // its directory is gone
        string directory = Directory.CreateTempSubdirectory().FullName;
        Environment.CurrentDirectory = directory;
        Directory.Delete(directory);
        Console.WriteLine($"own {await pool.WhoAmIAsync() != Environment.ProcessId}");
        await pool.DisposeAsync();
        break;
    case "shared": // whatever ends another pool
        await ProcessPool.Shared.WarmUpAsync();
        int[] before = [.. ProcessPool.Shared.GetStatistics().Workers.Select(worker => worker.ProcessId)];
        ProcessPool.Shared.Dispose();
        await ProcessPool.Shared.DisposeAsync();
        foreach (ShutdownMode mode in Enum.GetValues<ShutdownMode>())
            await ProcessPool.Shared.ShutdownAsync(mode);
        Console.WriteLine($"own {await ProcessPool.Shared.WhoAmIAsync() != Environment.ProcessId}");
        Console.WriteLine($"workers {before.SequenceEqual(ProcessPool.Shared.GetStatistics().Workers.Select(worker => worker.ProcessId))}");
        Console.WriteLine($"one {ReferenceEquals(ProcessPool.Shared, ProcessPool.Shared)}");
        break;
    case "mode":
        Console.WriteLine($"mode {new ProcessPoolOptions().ExecutionMode}");
        Console.WriteLine($"own {await pool.WhoAmIAsync() != Environment.ProcessId}");
        await pool.DisposeAsync();
        break;
    case "print":
        await pool.PrintMapAsync(Enumerable.Range(0, 200).ToArray());
        await pool.DisposeAsync();
        break;
    default:
        Console.Error.WriteLine("which scenario?");
        return 2;
}
return 0;

internal static class HostWork
{
    [RunInProcessPool]
    internal static int WhoAmI() => Environment.ProcessId;

    [RunInProcessPool]
    internal static void SpinForever()
    {
        while (true)
        {
        }
    }

    // A line longer than what Console writes at once.
    [RunInProcessPool]
    internal static void Print(int number)
    {
        string line = $"<{number}:{new string((char)('a' + (number % 26)), 1000)}>";
        Console.WriteLine(line);
        Console.Error.WriteLine(line);
    }
}
