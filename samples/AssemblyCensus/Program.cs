using AssemblyCensus;
using AssemblyCensus.Display;
using AssemblyCensus.Modes;
using Samples;
using Spectre.Console;

return await CensusOptions.Command(RunAsync).Parse(args).InvokeAsync();

static async Task<int> RunAsync(CensusOptions options, CancellationToken cancellationToken)
{
    Terminal.Prepare();
    Corpus corpus = Corpus.Find(options.Folders, options.Limit);
    if (corpus.Files.Count == 0)
    {
        Console.Error.WriteLine($"There is no .dll and no .exe below {string.Join(", ", options.Folders)}.");
        return 2;
    }
    Console.WriteLine($"{corpus.Files.Count:N0} files, {corpus.Bytes / 1e6:N0} MB; all are read once before the clock starts.");
    await Terminal.WithProgressAsync("read once", corpus.Files.Count, done => Task.Run(() => corpus.Warm(done), cancellationToken));

    List<CensusRun> runs = [];
    foreach (CensusMode mode in options.Modes)
    {
        runs.Add(await Terminal.WithProgressAsync(
            $"{mode}".ToLowerInvariant(),
            corpus.Files.Count * options.Passes,
            done => CensusRun.MeasureAsync(mode, corpus.Files, options.Workers, options.Passes, done, cancellationToken)));
    }

    ResultTables.Write(runs[0].Passes[0], options.Top);
    ModeTable.Write(runs, options.Workers, options.Passes);
    return Agree(runs) ? 0 : 1;
}

static bool Agree(List<CensusRun> runs)
{
    CensusTotals expected = runs[0].Passes[0];
    int compared = 0;
    foreach ((CensusMode mode, CensusTotals totals) in runs.SelectMany(run => run.Passes.Select(pass => (run.Mode, pass))))
    {
        IReadOnlyList<string> differences = totals.DifferencesFrom(expected);
        if (differences.Count > 0)
        {
            Console.Error.WriteLine($"A result of {mode} differs from the first of {runs[0].Mode} in {differences.Count:N0} lines, for instance:");
            Console.Error.WriteLine(string.Join(Environment.NewLine, differences.Take(10)));
            return false;
        }
        compared++;
    }
    AnsiConsole.WriteLine(compared > 1 ? $"All {compared} results are equal in every figure." : "There was one result, and nothing to compare it with.");
    return true;
}
