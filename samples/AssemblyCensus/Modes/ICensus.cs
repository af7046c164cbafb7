namespace AssemblyCensus.Modes;

/// <summary>One way to do the work; it may be done several times.</summary>
internal interface ICensus : IAsyncDisposable
{
    /// <summary>Analyses all files, and calls <paramref name="done"/> after each, from any thread.</summary>
    Task<CensusTotals> RunAsync(IReadOnlyList<string> files, Action done, CancellationToken cancellationToken);
}
