using ParallelGen.Benchmarks.Peers.Rows;
using ParallelGen.Benchmarks.Peers.Subjects;

namespace ParallelGen.Benchmarks.Peers.Measuring;

/// <summary>Data there and back.</summary>
internal static class EchoMeasurements
{
    internal static async Task BytesAsync(Stage stage, string row, int mebibytes)
    {
        await using ISubject subject = stage.Start();
        var data = new byte[mebibytes << 20];
        Array.Fill(data, (byte)7);
        await BandwidthAsync(stage, row, mebibytes, () => subject.EchoAsync(data));
    }

    internal static async Task DoublesAsync(Stage stage)
    {
        await using ISubject subject = stage.Start();
        double[] data = [.. Enumerable.Range(0, 8 << 20).Select(i => (double)i)];
        await BandwidthAsync(stage, RowNames.EchoDoubles, mebibytes: 64, () => subject.EchoDoublesAsync(data));
    }

    // Only we can: an array goes in, a number comes back.
    internal static async Task InPlaceAsync(Stage stage)
    {
        await using var subject = (ParallelGenSubject)stage.Start();
        var data = new byte[64 << 20];
        Array.Fill(data, (byte)7);
        await BandwidthAsync(stage, RowNames.EchoInPlace, mebibytes: 64, () => subject.LookAsync(data));
    }

    internal static async Task RecordsAsync(Stage stage)
    {
        await using ISubject subject = stage.Start();
        Record[] records = Record.Thousand();
        await stage.WarmUpAsync(() => subject.EchoRecordsAsync(records));
        Stage.Figure(RowNames.Records, records.Length / await stage.MedianTimeAsync(stage.Times(200, 1_000), () => subject.EchoRecordsAsync(records)));
    }

    private static async Task BandwidthAsync(Stage stage, string row, int mebibytes, Func<Task> echo)
    {
        await stage.WarmUpAsync(echo);
        int times = mebibytes == 1 ? stage.Times(60, 300) : stage.Times(5, 15);
        Stage.Figure(row, 2 * mebibytes / await stage.MedianTimeAsync(times, echo));
    }
}
