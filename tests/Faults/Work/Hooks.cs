namespace Faults.Tests.Work;

/// <summary>What workers of the scenarios do when they start and end.</summary>
internal static class Hooks
{
    internal const string NestVariable = "FAULTS_NEST";

    private static bool s_isPrepared;
    private static Way s_wayOfCleanup;

    /// <summary>Goes wrong once, if a file says so, which is then gone.</summary>
    [WorkerInitializer]
    internal static void Trap(Way way, string trigger)
    {
        if (!File.Exists(trigger))
            return;
        File.Delete(trigger);
        Misdeed.Do(way);
    }

    /// <summary>Takes its time.</summary>
    [WorkerInitializer]
    internal static async Task PrepareAsync(int milliseconds, string ledger)
    {
        Ledger.Note(ledger, Environment.ProcessId);
        await Task.Delay(milliseconds);
        s_isPrepared = true;
    }

    /// <summary>Where it is wanted, uses a pool, and that on another thread than it began on.</summary>
    [WorkerInitializer]
    internal static async Task NestAsync()
    {
        if (Environment.GetEnvironmentVariable(NestVariable) is null)
            return;
        await Task.Delay(1).ConfigureAwait(false);
        await using var pool = new ProcessPool(workerCount: 1);
        s_isPrepared = await pool.FirstAsync(1) == 1;
    }

    /// <summary>Leaves a process behind that holds what this one has open.</summary>
    [WorkerInitializer]
    internal static void LeaveHeirEarly(Way way, string pidFile) => Moments.LeaveHeir(way, pidFile);

    [WorkerInitializer]
    internal static void PlanCleanup(Way way) => s_wayOfCleanup = way;

    [WorkerCleanup]
    internal static void CleanUp() => Misdeed.Do(s_wayOfCleanup);

    [RunInProcessPool]
    internal static bool IsPrepared() => s_isPrepared;
}
