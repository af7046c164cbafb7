using ParallelGen;

namespace EndToEnd.Library;

/// <summary>A library whose workers prepare themselves.</summary>
public static class Prepared
{
    private static int s_runs;

    [WorkerInitializer]
    internal static void Prepare()
    {
        if (Environment.GetEnvironmentVariable("LIBRARY_FAILS") is not null)
            throw new InvalidDataException("The library can not be used here.");
        s_runs++;
    }

    /// <summary>Where it is asked to, it uses a pool, on another thread than the one it began on.</summary>
    [WorkerInitializer]
    internal static async Task PrepareByPoolAsync()
    {
        if (Environment.GetEnvironmentVariable("LIBRARY_USES_POOL") is null)
            return;
        await Task.Yield();
        await using var pool = new ProcessPool(workerCount: 1);
        s_runs += 10 * await pool.TwiceAsync(s_runs);
    }

    [RunInProcessPool]
    internal static int Twice(int number) => 2 * number;

    /// <summary>How often the worker was prepared.</summary>
    [RunInProcessPool(EveryWorker = true)]
    public static int Runs() => s_runs;
}
