using ModelTraining;
using ParallelGen;
using Samples;
using Spectre.Console;

return await TrainingOptions.Command(RunAsync).Parse(args).InvokeAsync();

static async Task<int> RunAsync(TrainingOptions options, CancellationToken cancellationToken)
{
    Terminal.Prepare();
    using SampleFolder folder = new(options.Folder, "model-training");
    string path = folder.File("rows.csv");
    RowFile.Write(path, Friedman.Create(options.Rows, options.Seed));
    // For the modes that run in this process; the workers do the same for themselves.
    TrainingWork.LoadRows(path);

    Candidate[] candidates = Candidate.Grid(options.Grid);
    (Candidate Candidate, int Fold, int Folds)[] items =
        [.. from candidate in candidates from fold in Enumerable.Range(0, options.Folds) select (candidate, fold, options.Folds)];
    Console.WriteLine($"Fitting {items.Length} models, {candidates.Length} candidates in {options.Folds} folds of {options.Rows} rows: sequentially, on threads, in a pool ...");
    Measurement<double[]>[] measurements =
    [
        await Measurement.SequentialAsync(() => Modes.Sequential(items, cancellationToken)),
        await Measurement.OnThreadsAsync(options.Workers, () => Modes.OnThreads(items, options.Workers, cancellationToken)),
        .. await Measurement.InPoolAsync(
            new ProcessPoolOptions { WorkerCount = options.Workers }.UseLoadRows(path),
            pool => Modes.InPoolAsync(items, pool, cancellationToken)),
    ];

    SearchResult result = new(candidates, measurements[^1].Result, options.Rows);
    SearchTable.Write(result);
    SpeedTable.Write(measurements, "Models", items.Length);
    WriteBest(result, options);
    bool agree = Agreement.Check(measurements, (one, other) => one.AsSpan().SequenceEqual(other), "to the last bit of every model's error");
    return agree ? 0 : 1;
}

static void WriteBest(SearchResult result, TrainingOptions options)
{
    const int freshRows = 2000;
    KernelRidge model = new(Friedman.Create(options.Rows, options.Seed), result.Best);
    double error = Math.Sqrt(model.SquaredError(Friedman.Create(freshRows, options.Seed + 1)) / freshRows);
    AnsiConsole.WriteLine(
        $"The best, gamma {result.Best.Gamma:G2} and lambda {result.Best.Lambda:G2}, is off by {error:F3} on {freshRows:N0} rows that it never saw; " +
        $"{Friedman.Noise:F3} is the noise in them.");
}
