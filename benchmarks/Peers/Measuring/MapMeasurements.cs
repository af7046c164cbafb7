using ParallelGen.Benchmarks.Peers.Rows;
using ParallelGen.Benchmarks.Peers.Subjects;

namespace ParallelGen.Benchmarks.Peers.Measuring;

/// <summary>Maps at their default settings.</summary>
internal static class MapMeasurements
{
    internal static async Task TinyItemsAsync(Stage stage)
    {
        await using ISubject subject = stage.Start();
        int[] items = [.. Enumerable.Range(0, 4_000_000)];
        await ItemsAsync(stage, RowNames.Map, items.Length, () => subject.IncrementAllAsync(items));
    }

    internal static async Task StringsAsync(Stage stage)
    {
        await using ISubject subject = stage.Start();
        string[] items = [.. Enumerable.Range(0, 400_000).Select(i => $"item {i}")];
        await ItemsAsync(stage, RowNames.MapStrings, items.Length, () => subject.MeasureAllAsync(items));
    }

    internal static async Task AllocatingAsync(Stage stage)
    {
        await using ISubject subject = stage.Start();
        await subject.AllocateAllAsync([1, 1, 1, 1]);
        int[] items = [.. Enumerable.Range(0, 40)];
        Stage.Figure(RowNames.Allocation, await Stage.TimeAsync(() => subject.AllocateAllAsync(items)));
    }

    internal static async Task SpeedUpAsync(Stage stage)
    {
        const int expected = 148_933;
        await using ISubject subject = stage.Start();
        (int From, int To)[] ranges = [.. Enumerable.Range(0, 64).Select(i => (i * 31_250, (i + 1) * 31_250))];
        int Alone() => ranges.Sum(range => Work.CountPrimes(range.From, range.To));
        async Task<int> TogetherAsync() => (await subject.CountPrimesAsync(ranges)).Sum();

        await stage.WarmUpAsync(async () => { Alone(); await TogetherAsync(); });
        var ratios = new double[stage.Times(3, 7)];
        for (int i = 0; i < ratios.Length; i++)
        {
            int countedAlone = 0, countedTogether = 0;
            double alone = await Stage.TimeAsync(() => { countedAlone = Alone(); return Task.CompletedTask; });
            ratios[i] = alone / await Stage.TimeAsync(async () => countedTogether = await TogetherAsync());
            if (countedAlone != expected || countedTogether != expected)
                throw new InvalidDataException($"{countedAlone} and {countedTogether} primes instead of {expected}.");
        }
        Stage.Figure(RowNames.SpeedUp, Statistics.Median(ratios));
    }

    private static async Task ItemsAsync(Stage stage, string row, int count, Func<Task<int[]>> map)
    {
        await stage.WarmUpAsync(map);
        Stage.Figure(row, count / await stage.MedianTimeAsync(stage.Times(7, 21), map));
    }
}
