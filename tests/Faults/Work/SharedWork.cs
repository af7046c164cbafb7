namespace Faults.Tests.Work;

/// <summary>Marked methods that have memory in common with their caller.</summary>
internal static class SharedWork
{
    /// <summary>Adds one to each element, and goes wrong in the middle of the item whose turn it is.</summary>
    [RunInProcessPool]
    internal static void AddOne(int from, int to, SharedArray<long> values, int bad, Way way)
    {
        for (int index = from; index < to; index++)
        {
            if (index == bad)
                Misdeed.Do(way);
            values.Span[index]++;
        }
    }

    /// <summary>Writes its process into an element for ever.</summary>
    [RunInProcessPool]
    internal static void Hold(SharedArray<long> values, int place)
    {
        while (true)
            Volatile.Write(ref values.Span[place], Environment.ProcessId);
    }

    [RunInProcessPool]
    internal static long Sum(ReadOnlySpan<long> values, Way way)
    {
        long sum = 0;
        for (int index = 0; index < values.Length; index++)
        {
            if (index == values.Length / 2)
                Misdeed.Do(way);
            sum += values[index];
        }
        return sum;
    }

    /// <summary>Runs once for each number, whatever becomes of the worker: the element of the number says how often.</summary>
    [RunInProcessPool(Idempotent = true, MaxAttempts = 5)]
    internal static int Attempt(int number, SharedArray<int> runs)
    {
        // The first attempt of each tenth is its worker's last.
        if (Interlocked.Increment(ref runs.Span[number]) == 1 && number % 10 == 0)
            Misdeed.Do(Way.Kill);
        return number;
    }

    /// <summary>How many blocks of memory this worker has in common with its caller, apart from those of its connection.</summary>
    [RunInProcessPool]
    internal static int CountMaps() => File.ReadLines("/proc/self/maps").Count(static line => line.Contains("memfd:ParallelGen", StringComparison.Ordinal));
}
