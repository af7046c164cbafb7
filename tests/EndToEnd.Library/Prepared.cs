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

    /// <summary>How often the worker was prepared.</summary>
    [RunInProcessPool(EveryWorker = true)]
    public static int Runs() => s_runs;
}
