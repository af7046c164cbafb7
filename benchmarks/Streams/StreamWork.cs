namespace ParallelGen.Benchmarks;

internal static class StreamWork
{
    public const string Text = "sixteen letters.";

    [RunInProcessPool]
    internal static IEnumerable<int> Numbers(int count) => Enumerable.Range(0, count);

    [RunInProcessPool]
    internal static IEnumerable<string> Texts(int count) => Enumerable.Repeat(Text, count);

    [RunInProcessPool]
    internal static IEnumerable<byte[]> Blocks(int count, int size) => Enumerable.Repeat(new byte[size], count);

    [RunInProcessPool]
    internal static async Task<int> CountNumbers(IAsyncEnumerable<int> items) => await items.CountAsync();

    [RunInProcessPool]
    internal static async Task<int> CountTexts(IAsyncEnumerable<string> items) => await items.CountAsync();

    [RunInProcessPool]
    internal static void ReportAll(int count, IProgress<int> progress)
    {
        for (int i = 0; i < count; i++)
            progress.Report(i);
    }
}
