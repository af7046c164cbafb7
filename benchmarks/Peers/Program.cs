// Measures this library on the rows of the race between process pools (docs/performance.md). Each figure is the median of several rounds,
// in which all rows take turns; the last lines are for machines: RESULT <row> <peer> <value> <unit>.
using System.Globalization;
using ParallelGen;
using ParallelGen.Benchmarks.Peers;

bool quick = args.Contains("--quick");
int rounds = quick ? 3 : 7;
await using var pool = new ProcessPool(2);
await pool.WarmUpAsync();
var rows = new Rows(pool, quick);
(string Name, string Unit, Func<Task<double>> Measure)[] table =
[
    ("W1", "us", rows.CallAsync),
    ("W2a", "calls/s", rows.BurstAsync),
    ("W2a-8callers", "calls/s", rows.CallersAsync),
    ("W2b", "items/s", rows.MapAsync),
    ("W2b-strings", "items/s", rows.MapStringsAsync),
    ("W3-1MiB", "MiB/s", () => rows.EchoAsync(1)),
    ("W3-64MiB", "MiB/s", () => rows.EchoAsync(64)),
    ("W3-doubles", "MiB/s", rows.EchoDoublesAsync),
    ("W4", "records/s", rows.RecordsAsync),
    ("W5-warm", "ms", Rows.NewPoolAsync),
    ("W6", "x", rows.PrimesAsync),
];

var figures = table.Select(_ => new List<double>()).ToArray();
for (int round = 0; round <= rounds; round++)
{
    for (int row = 0; row < table.Length; row++)
    {
        double figure = await table[row].Measure();
        if (round > 0) // the first warms up
            figures[row].Add(figure);
    }
    Console.Error.WriteLine(round == 0 ? "warmed up" : $"round {round} of {rounds}");
}

Console.WriteLine($"{"row",-14}{"min",14}{"median",14}{"max",14}  unit");
for (int row = 0; row < table.Length; row++)
{
    figures[row].Sort();
    Console.WriteLine($"{table[row].Name,-14}{Text(figures[row][0]),14}{Text(Median(row)),14}{Text(figures[row][^1]),14}  {table[row].Unit}");
}
for (int row = 0; row < table.Length; row++)
    Console.WriteLine($"RESULT {table[row].Name} ParallelGen {Median(row).ToString("0.###", CultureInfo.InvariantCulture)} {table[row].Unit}");

double Median(int row) => figures[row][figures[row].Count / 2];

static string Text(double value) => value.ToString(value < 1000 ? "0.00" : "N0", CultureInfo.InvariantCulture);
