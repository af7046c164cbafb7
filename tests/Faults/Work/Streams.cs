namespace Faults.Tests.Work;

/// <summary>Marked methods that are interrupted while items travel.</summary>
internal static class StreamTasks
{
    /// <summary>First the worker's process id, then numbers without end.</summary>
    [RunInProcessPool]
    internal static IEnumerable<int> Endless(int size)
    {
        yield return Environment.ProcessId;
        for (int number = 0; ; number++)
        {
            for (int i = 0; i < size; i++)
                Thread.SpinWait(10);
            yield return number;
        }
    }

    /// <summary>Reports the worker's process id, then numbers without end.</summary>
    [RunInProcessPool]
    internal static void ReportForever(IProgress<int> progress)
    {
        progress.Report(Environment.ProcessId);
        for (int number = 0; ; number++)
            progress.Report(number);
    }

    /// <summary>Reads all that there is, and says in a file where it runs.</summary>
    [RunInProcessPool]
    internal static async Task<long> Drain(IAsyncEnumerable<int> items, string pidFile)
    {
        await File.WriteAllTextAsync(pidFile, Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture));
        long sum = 0;
        await foreach (int item in items)
            sum += item;
        return sum;
    }

    /// <summary>Takes one, and none after it.</summary>
    [RunInProcessPool]
    internal static async Task<int> TakeOneAndWait(IAsyncEnumerable<int> items, string goFile)
    {
        await using IAsyncEnumerator<int> enumerator = items.GetAsyncEnumerator();
        await enumerator.MoveNextAsync();
        int pid = Environment.ProcessId;
        await File.WriteAllTextAsync(goFile, pid.ToString(System.Globalization.CultureInfo.InvariantCulture));
        await Task.Delay(Timeout.Infinite);
        return pid;
    }
}
