using DataProcessing;
using ParallelGen;
using Samples;

return await DataOptions.Command(RunAsync).Parse(args).InvokeAsync();

static async Task<int> RunAsync(DataOptions options, CancellationToken cancellationToken)
{
    Terminal.Prepare();
    using SampleFolder folder = new(options.Folder, "data-processing");
    string path = folder.File("trips.csv");
    Console.WriteLine($"Making a CSV file of {options.Rows:N0} taxi trips ...");
    long bytes = await MakeAsync(path, options, cancellationToken);

    Console.WriteLine($"Reading its {bytes / 1e6:N0} MB and grouping them by zone and hour: sequentially, on threads, in a pool ...");
    Measurement<DataResult>[] measurements =
    [
        await Measurement.SequentialAsync(() => Modes.Sequential(path, options.Rows)),
        await Measurement.OnThreadsAsync(options.Workers, () => Modes.OnThreads(path, options.Workers, cancellationToken)),
        .. await Measurement.InPoolAsync(new ProcessPoolOptions { WorkerCount = options.Workers }, pool => Modes.InPoolAsync(path, pool, cancellationToken)),
    ];

    DataTables.Write(measurements, options.Rows, options.Top);
    bool agree = Agreement.Check(measurements, (one, other) => one.Groups.AsSpan().SequenceEqual(other.Groups), "in every figure of every group");
    return agree ? 0 : 1;
}

static async Task<long> MakeAsync(string path, DataOptions options, CancellationToken cancellationToken)
{
    const int rowsOfPart = 100_000;
    IEnumerable<(int Seed, int Rows)> parts = Enumerable
        .Range(0, (options.Rows + rowsOfPart - 1) / rowsOfPart)
        .Select(part => (options.Seed + part, Math.Min(rowsOfPart, options.Rows - part * rowsOfPart)));
    await using ProcessPool pool = new(options.Workers);
    await using FileStream file = File.Create(path);
    file.Write(TripFormat.Header);
    // In the order of the parts, while the workers make the next ones.
    await foreach (byte[] lines in pool.MakeStreamAsync(parts, cancellationToken: cancellationToken))
        await file.WriteAsync(lines, cancellationToken);
    return file.Length;
}
