// How many items a second travel while a method runs. Prints the table that docs/performance.md has: the median of some rounds, after one that
// warms up. The rows take turns.
using System.Diagnostics;
using ParallelGen;
using ParallelGen.Benchmarks;

int rounds = args is [var given] ? int.Parse(given, System.Globalization.CultureInfo.InvariantCulture) : 7;
await using var pool = new ProcessPool(workerCount: 1);
ProcessPool latest = pool.With(new PoolCallOptions { CoalesceProgress = true });

(string Name, int Items, Func<int, Task<int>> Run)[] rows =
[
    ("back: `int`", 2_000_000, async count => await pool.NumbersAsync(count).CountAsync()),
    ("back: `string` of 16 characters", 1_000_000, async count => await pool.TextsAsync(count).CountAsync()),
    ("back: `byte[65536]`", 10_000, async count => await pool.BlocksAsync(count, 65_536).CountAsync()),
    ("in: `int`", 2_000_000, count => pool.CountNumbersAsync(Enumerable.Range(0, count).ToAsyncEnumerable())),
    ("in: `string` of 16 characters", 1_000_000, count => pool.CountTextsAsync(Enumerable.Repeat(StreamWork.Text, count).ToAsyncEnumerable())),
    ("reports of an `int`", 1_000_000, count => ReportAsync(pool, count, all: true)),
    ("reports of an `int`, coalesced", 1_000_000, count => ReportAsync(latest, count, all: false)),
];
List<double>[] rates = [.. rows.Select(static _ => new List<double>())];
var first = new List<double>();
for (int round = 0; round <= rounds; round++)
{
    for (int row = 0; row < rows.Length; row++)
    {
        long start = Stopwatch.GetTimestamp();
        int done = await rows[row].Run(rows[row].Items);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        if (done != rows[row].Items)
            throw new InvalidOperationException($"{rows[row].Name}: {done} of {rows[row].Items} came");
        if (round > 0)
            rates[row].Add(done / seconds);
    }
    for (int call = 0; call < 100; call++)
    {
        long start = Stopwatch.GetTimestamp();
        await foreach (int _ in pool.NumbersAsync(1))
            first.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
    }
}

Console.WriteLine("| | items/s |\n|---|---:|");
for (int row = 0; row < rows.Length; row++)
    Console.WriteLine(FormattableString.Invariant($"| {rows[row].Name} | {Median(rates[row]) / 1e6:0.00} M |"));
Console.WriteLine(FormattableString.Invariant($"\nFrom the call to its first item: {Median(first):0} us"));

static async Task<int> ReportAsync(ProcessPool pool, int count, bool all)
{
    var counter = new Counter();
    await pool.ReportAllAsync(count, counter);
    return all ? counter.Count : count;
}

static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
