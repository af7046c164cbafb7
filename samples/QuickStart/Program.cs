using ParallelGen;

await using var pool = new ProcessPool(workerCount: 2);
int[] doubled = await pool.DoubleMapAsync([1, 2, 3, 4]);
Console.WriteLine(string.Join(", ", doubled));

static class Work
{
    [RunInProcessPool]
    internal static int Double(int data) => data * 2;
}
