namespace Faults.Tests.Work;

/// <summary>A pool in a worker.</summary>
internal static class NestedWork
{
    [RunInProcessPool]
    internal static async Task<int> NestedAsync(int number)
    {
        await using var pool = new ProcessPool(workerCount: 4);
        int[] pids = await pool.PidMapOfAsync(number);
        return number + (pids.All(pid => pid == Environment.ProcessId) ? 0 : 1000);
    }

    private static async Task<int[]> PidMapOfAsync(this ProcessPool pool, int count) =>
        await Task.WhenAll(Enumerable.Range(0, count).Select(_ => pool.PidAsync()));
}
