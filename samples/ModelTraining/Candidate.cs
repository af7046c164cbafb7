namespace ModelTraining;

/// <summary>The hyper-parameters of a model.</summary>
/// <param name="Gamma">How soon rows cease to resemble each other as the distance between them grows.</param>
/// <param name="Lambda">How much the model prefers being smooth to being right about the rows that it knows.</param>
internal readonly record struct Candidate(double Gamma, double Lambda)
{
    /// <summary>All combinations of some values, evenly spaced on a logarithmic scale.</summary>
    internal static Candidate[] Grid(int values) =>
        [.. from gamma in Scale(0.01, 3, values) from lambda in Scale(1e-4, 3, values) select new Candidate(gamma, lambda)];

    private static IEnumerable<double> Scale(double first, double last, int values) =>
        Enumerable.Range(0, values).Select(index => first * Math.Pow(last / first, (double)index / (values - 1)));
}
