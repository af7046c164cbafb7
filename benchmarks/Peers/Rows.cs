using System.Diagnostics;

namespace ParallelGen.Benchmarks.Peers;

/// <summary>The rows of the race, for this library: each gives figures, in the unit that is named.</summary>
internal sealed class Rows(ProcessPool pool, bool quick)
{
    private int Scale => quick ? 1 : 5;

    /// <summary>W1: a no-op, awaited one at a time; median in microseconds.</summary>
    public async Task<double> CallAsync()
    {
        var times = new double[2_000 * Scale];
        for (int i = 0; i < times.Length; i++)
        {
            long start = Stopwatch.GetTimestamp();
            await pool.IncrementAsync(i);
            times[i] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
        }
        Array.Sort(times);
        return times[times.Length / 2];
    }

    /// <summary>W2a: single calls, all at once; calls a second.</summary>
    public async Task<double> BurstAsync()
    {
        const int calls = 100_000;
        long start = Stopwatch.GetTimestamp();
        var tasks = new Task<int>[calls];
        for (int i = 0; i < calls; i++)
            tasks[i] = pool.IncrementAsync(i);
        await Task.WhenAll(tasks);
        return calls / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>W2a with eight callers, each awaiting one call at a time; calls a second.</summary>
    public async Task<double> CallersAsync()
    {
        const int callers = 8;
        int calls = 2_000 * Scale;
        long start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            for (int i = 0; i < calls; i++)
                await pool.IncrementAsync(i);
        })));
        return callers * calls / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>W2b: a map of tiny items; items a second.</summary>
    public Task<double> MapAsync() => ItemsAsync(Enumerable.Range(0, 4_000_000).ToArray(), items => pool.IncrementMapAsync(items));

    /// <summary>W2b over strings; items a second.</summary>
    public Task<double> MapStringsAsync() =>
        ItemsAsync(Enumerable.Range(0, 400_000).Select(i => $"item {i}").ToArray(), items => pool.MeasureMapAsync(items));

    /// <summary>W3: bytes there and back; MiB a second, each direction counted once.</summary>
    public Task<double> EchoAsync(int mebibytes)
    {
        byte[] data = new byte[mebibytes << 20];
        return BandwidthAsync(mebibytes, () => pool.EchoAsync(data));
    }

    /// <summary>W3 with doubles.</summary>
    public Task<double> EchoDoublesAsync()
    {
        double[] data = new double[8 << 20];
        return BandwidthAsync(64, () => pool.EchoDoublesAsync(data));
    }

    /// <summary>W4: a thousand records there and back; records a second.</summary>
    public async Task<double> RecordsAsync()
    {
        Record[] records = [.. Enumerable.Range(0, 1000).Select(i => new Record(i, $"record {i:000000000}", i, -i, [1, 2, 3, 4, 5, 6, 7, i]))];
        await pool.EchoRecordsAsync(records);
        int rounds = 100 * Scale;
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < rounds; i++)
            await pool.EchoRecordsAsync(records);
        return rounds * records.Length / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>W5, warm: a new pool to its first result; milliseconds.</summary>
    public static async Task<double> NewPoolAsync()
    {
        long start = Stopwatch.GetTimestamp();
        await using var fresh = new ProcessPool(2);
        await fresh.IncrementAsync(1);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    /// <summary>W6: primes below two million; how many times faster than one thread.</summary>
    public async Task<double> PrimesAsync()
    {
        (int From, int To)[] ranges = [.. Enumerable.Range(0, 64).Select(i => (i * 31_250, (i + 1) * 31_250))];
        long start = Stopwatch.GetTimestamp();
        int expected = ranges.Sum(range => Work.CountPrimes(range.From, range.To));
        TimeSpan alone = Stopwatch.GetElapsedTime(start);
        start = Stopwatch.GetTimestamp();
        int[] counts = await pool.CountPrimesMapAsync(ranges);
        TimeSpan together = Stopwatch.GetElapsedTime(start);
        return counts.Sum() == expected ? alone / together : throw new InvalidOperationException($"{counts.Sum()} primes instead of {expected}");
    }

    private static async Task<double> ItemsAsync<T>(T[] items, Func<T[], Task<int[]>> map)
    {
        long start = Stopwatch.GetTimestamp();
        await map(items);
        return items.Length / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private async Task<double> BandwidthAsync(int mebibytes, Func<Task> echo)
    {
        await echo();
        int rounds = Math.Max(3, (quick ? 200 : 1000) / mebibytes);
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < rounds; i++)
            await echo();
        return 2.0 * mebibytes * rounds / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
