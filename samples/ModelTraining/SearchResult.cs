namespace ModelTraining;

/// <summary>How far off each candidate is, as the root of the mean square over all rows.</summary>
internal sealed class SearchResult
{
    private readonly double[] _errors;

    /// <param name="candidates">The candidates.</param>
    /// <param name="squaredErrors">The sums of squares: for each candidate, one for each fold.</param>
    /// <param name="rows">How many rows there are.</param>
    internal SearchResult(Candidate[] candidates, double[] squaredErrors, int rows)
    {
        Candidates = candidates;
        _errors = [.. squaredErrors.Chunk(squaredErrors.Length / candidates.Length).Select(folds => Math.Sqrt(folds.Sum() / rows))];
    }

    internal IReadOnlyList<Candidate> Candidates { get; }

    internal Candidate Best => Candidates[Array.IndexOf(_errors, _errors.Min())];

    internal double this[Candidate candidate] => _errors[Candidates.ToList().IndexOf(candidate)];
}
