using ParallelGen.Benchmarks.Peers.Contestants;

namespace ParallelGen.Benchmarks.Peers.Racing;

/// <summary>What one contestant reached in one row over all rounds.</summary>
internal sealed class Standing(string contestant, ContestantKind kind, IReadOnlyList<Reading> readings)
{
    private readonly double[] _values = [.. readings.Where(reading => reading.Value is not null).Select(reading => reading.Value!.Value)];

    public string Contestant => contestant;

    public ContestantKind Kind => kind;

    /// <summary>The median; null if there was no figure in half of the rounds.</summary>
    public double? Median => _values.Length * 2 > readings.Count ? Statistics.Median(_values) : null;

    /// <summary>What there was instead of figures.</summary>
    public string? Word => Median is null ? readings.Last(reading => reading.Word is not null).Word : null;

    public double Lowest => _values.Min();

    public double Highest => _values.Max();

    public int Rounds => _values.Length;
}
