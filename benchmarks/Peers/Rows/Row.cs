namespace ParallelGen.Benchmarks.Peers.Rows;

/// <summary>One line of the race: what is measured, in which unit, what we aim at and how far anyone could go.</summary>
internal sealed record Row(string Name, string Unit, string Work, bool HigherIsBetter)
{
    /// <summary>What we want to reach; null for a row that is only watched.</summary>
    public double? Aim { get; init; }

    /// <summary>What the machine allows, measured in C or by the start of an empty program; null where there is no such thing.</summary>
    public double? Limit { get; init; }

    /// <summary>What the limit is.</summary>
    public string? LimitIs { get; init; }

    /// <summary>The row whose measurement gives this figure as well; by default this row has its own.</summary>
    public string Measurement { get => field ?? Name; init; }

    /// <summary>A row of ones and zeros that a contestant must have a one in, or its figure here is not worth comparing.</summary>
    public string? CountsOnlyWith { get; init; }

    /// <summary>How many times better we are: above one is better, in every row.</summary>
    public double? Ratio(double? ours, double? theirs) =>
        ours is not > 0 || theirs is not > 0 ? null : HigherIsBetter ? ours / theirs : theirs / ours;

    /// <summary>Whether we are where we want to be; null where there is nothing to say.</summary>
    public bool? IsMet(double? ours) => ours is null || Aim is null ? null : HigherIsBetter ? ours >= Aim : ours <= Aim;

    /// <summary>The better of two figures first.</summary>
    public IEnumerable<T> BestFirst<T>(IEnumerable<T> figures, Func<T, double> value) =>
        HigherIsBetter ? figures.OrderByDescending(value) : figures.OrderBy(value);
}
