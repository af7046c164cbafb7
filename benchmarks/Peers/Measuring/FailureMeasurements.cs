using System.Diagnostics;
using ParallelGen.Benchmarks.Peers.Processes;
using ParallelGen.Benchmarks.Peers.Rows;
using ParallelGen.Benchmarks.Peers.Subjects;

namespace ParallelGen.Benchmarks.Peers.Measuring;

/// <summary>Workers that die, and work that never ends.</summary>
internal static class FailureMeasurements
{
    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(10);

    internal static async Task KilledAsync(Stage stage)
    {
        await using ISubject subject = stage.Start();
        await subject.SpinAllAsync([.. Enumerable.Range(0, 200)]);
        int[] workers = ProcessTree.ChildrenOf(Environment.ProcessId);

        int[] items = [.. Enumerable.Range(0, 10_000)];
        Task<Stamp?[]> map = Task.Run(() => subject.SpinAllAsync(items));
        await Task.Delay(300);
        long killedAt = Stopwatch.GetTimestamp();
        Process.GetProcessById(workers[0]).Kill();
        if (await Task.WhenAny(map, Task.Delay(s_longestWait)) != map)
        {
            Stage.Word(RowNames.Replaced, "hangs");
            Stage.Word(RowNames.Lost, "hangs");
            return;
        }

        Stamp?[] stamps = await map;
        Stamp[] ofSuccessor = [.. stamps.OfType<Stamp>().Where(stamp => !workers.Contains(stamp.ProcessId))];
        if (ofSuccessor.Length > 0)
            Stage.Figure(RowNames.Replaced, Stopwatch.GetElapsedTime(killedAt, ofSuccessor.Min(stamp => stamp.StartedAt)).TotalMilliseconds);
        else
            Stage.Word(RowNames.Replaced, "never");
        Stage.Figure(RowNames.Lost, stamps.Count(stamp => stamp is null));
    }

    internal static async Task EndlessAsync(Stage stage)
    {
        await using ISubject subject = stage.Start();
        await subject.IncrementAsync(1);
        double seconds = await Stage.TimeAsync(async () =>
        {
            try
            {
                await subject.ForeverAsync().WaitAsync(s_longestWait);
            }
            catch (TimeoutException)
            {
            }
        });
        Stage.Figure(RowNames.Told, seconds);
        Stage.LetLook(RowNames.CoreFree);
    }
}
