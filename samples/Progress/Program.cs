// Two progress bars: one for the items of a map, and one for a single call that reports itself.
using ParallelGen;
using Samples.Progress;
using Spectre.Console;

await using var pool = new ProcessPool();
PrimeRange[] ranges = [.. Enumerable.Range(0, 200).Select(number => new PrimeRange(number * 10_000, (number + 1) * 10_000))];
int[] counts = [];
int largest = 0;
bool full = false;

await AnsiConsole.Progress().StartAsync(async console =>
{
    ProgressTask bar = console.AddTask("primes below two million", maxValue: ranges.Length);
    counts = await pool.CountMapAsync(ranges, new MapOptions { Progress = new MapBar(bar) });
    full = bar.Value == bar.MaxValue;

    // Spectre's bar is an IProgress<double> itself: it can be the argument of a method that reports.
    ProgressTask search = console.AddTask("largest prime below ten million");
    largest = await pool.LargestAsync(10_000_000, search);
    full &= search.Value == search.MaxValue;
});

int expected = ranges.Sum(static range => Primes.CountHere(range));
AnsiConsole.MarkupLine($"{counts.Sum()} primes below two million; the largest below ten million is {largest}");
return counts.Sum() == expected && largest == 9_999_991 && full ? 0 : 1;
