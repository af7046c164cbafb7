using ParallelGen.Platform;

namespace ParallelGen.Worker;

/// <summary>Runs the cleanups of all assemblies that this process has loaded, the last declared first.</summary>
internal static class Cleanups
{
    public static void Run(WorkerCall call)
    {
        Failpoint.Hit("worker.cleanup");
        MethodTable[] tables = MethodRegistry.Tables;
        for (int table = tables.Length - 1; table >= 0; table--)
        {
            PoolCleanup[] cleanups = tables[table].Cleanups;
            for (int index = cleanups.Length - 1; index >= 0; index--)
                Run(cleanups[index], call);
        }
    }

    // What one throws keeps no other from running.
    private static void Run(PoolCleanup cleanup, WorkerCall call)
    {
        try
        {
            cleanup.Run(call);
        }
        catch (Exception exception)
        {
            Console.Error.WriteLine($"ParallelGen: the cleanup {cleanup.Name} threw {exception}");
        }
    }
}
