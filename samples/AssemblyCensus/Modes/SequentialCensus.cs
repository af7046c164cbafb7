using AssemblyCensus.Analysis;

namespace AssemblyCensus.Modes;

/// <summary>One file after the other.</summary>
internal sealed class SequentialCensus : ICensus
{
    public Task<CensusTotals> RunAsync(IReadOnlyList<string> files, Action done, CancellationToken cancellationToken)
    {
        CensusTotals totals = new();
        foreach (string file in files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            totals.Add(AssemblyAnalyzer.Analyze(file));
            done();
        }
        return Task.FromResult(totals);
    }

    public ValueTask DisposeAsync() => default;
}
