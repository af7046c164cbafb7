using AssemblyCensus.Analysis;
using ParallelGen;

namespace AssemblyCensus.Modes;

/// <summary>The workers of a process pool, each with a heap of its own.</summary>
internal sealed class PoolCensus(int workers) : ICensus
{
    private readonly ProcessPool _pool = new(workers);

    public async Task<CensusTotals> RunAsync(IReadOnlyList<string> files, Action done, CancellationToken cancellationToken)
    {
        CensusTotals totals = new();
        MapOptions asCompleted = new() { Ordered = false };
        await foreach (CallResult<AssemblyReport> result in _pool.AnalyzeTryStreamAsync(files, options: asCompleted, cancellationToken: cancellationToken))
        {
            // Even a file that kills its worker costs only its own report.
            totals.Add(result.IsSuccess
                ? result.Value
                : AssemblyReport.WithoutCode(files[result.Index], FileKind.Unread, bytes: 0, result.Exception!.Message));
            done();
        }
        return totals;
    }

    public ValueTask DisposeAsync() => _pool.DisposeAsync();
}
