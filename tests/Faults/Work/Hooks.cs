namespace Faults.Tests.Work;

/// <summary>What workers of the scenarios do when they start and end.</summary>
internal static class Hooks
{
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

    /// <summary>Leaves a process behind that holds what this one has open.</summary>
    [WorkerInitializer]
    internal static void LeaveHeirEarly(Way way, string pidFile) => Moments.LeaveHeir(way, pidFile);

    [WorkerInitializer]
    internal static void PlanCleanup(Way way) => s_wayOfCleanup = way;

    [WorkerCleanup]
    internal static void CleanUp() => Misdeed.Do(s_wayOfCleanup);

    [RunInProcessPool]
    internal static bool IsPrepared() => s_isPrepared;

    /// <summary>In process: notes that it runs, and throws when a file is there.</summary>
    [WorkerInitializer]
    internal static void FailWhenAsked(string attempts, string goFile)
    {
        File.AppendAllText(attempts, "x");
        Moments.Await(1, goFile);
        throw new InvalidOperationException("on purpose");
    }
}
