using ParallelGen.Benchmarks.Peers.Contestants;
using ParallelGen.Benchmarks.Peers.Racing;
using ParallelGen.Benchmarks.Peers.Rows;

namespace ParallelGen.Benchmarks.Peers.Reporting;

/// <summary>What the tables say about one row, in words.</summary>
internal sealed class Line(Row row, Results results)
{
    private readonly Standing? _ours = results.Ours(row);
    private readonly Standing? _rival = results.Rival(row);

    public Row Row => row;

    public string Ours => Figure(_ours);

    /// <summary>How far the rounds lie apart.</summary>
    public string Spread => _ours is { Rounds: > 1 } ? $"{Quantity.Text(_ours.Lowest)} - {Quantity.Text(_ours.Highest)}" : "";

    public string Rival => _rival is null ? Words() : $"{Figure(_rival)} {_rival.Contestant}";

    public string HandWritten => results.Best(row, ContestantKind.HandWritten) is { } best ? $"{Figure(best)} {best.Contestant.Replace("dotnet-", "", StringComparison.Ordinal)}" : "";

    public string Threads => results.Best(row, ContestantKind.Threads) is { } best ? $"{Figure(best)} {best.Contestant}" : "";

    public double? RatioValue => row.Ratio(_ours?.Median, _rival?.Median);

    public string Ratio => Quantity.Ratio(RatioValue);

    public string Aim => row.Aim is { } aim ? $"{(row.HigherIsBetter ? ">=" : "<=")} {Quantity.Given(aim)}" : "";

    public string Limit => row.Limit is { } limit ? Quantity.Given(limit) : "";

    public bool? IsMet => row.IsMet(_ours?.Median);

    public string Met => IsMet switch
    {
        true => "yes",
        false => "no",
        null => "",
    };

    private static string Figure(Standing? standing) =>
        standing is null ? "" : standing.Median is { } median ? Quantity.Text(median) : standing.Word ?? "";

    /// <summary>Where no process peer has a figure: what became of them.</summary>
    private string Words() => string.Join(", ", results.Standings(row)
        .Where(standing => standing.Kind == ContestantKind.Process && standing.Word is not null)
        .Select(standing => $"{standing.Contestant} {standing.Word}"));
}
