using System.Collections.Concurrent;
using AssemblyCensus.Analysis;

namespace AssemblyCensus.Modes;

/// <summary>The threads of this process, all on one heap.</summary>
internal sealed class ThreadCensus(int threads) : ICensus
{
    public Task<CensusTotals> RunAsync(IReadOnlyList<string> files, Action done, CancellationToken cancellationToken)
    {
        CensusTotals totals = new();
        Lock merging = new();
        ParallelOptions options = new() { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken };
        // One file at a time: sizes differ by a factor of a thousand, and ranges of files would leave threads without work at the end.
        Parallel.ForEach(Partitioner.Create(files, EnumerablePartitionerOptions.NoBuffering), options, file =>
        {
            AssemblyReport report = AssemblyAnalyzer.Analyze(file);
            lock (merging)
                totals.Add(report);
            done();
        });
        return Task.FromResult(totals);
    }

    public ValueTask DisposeAsync() => default;
}
