using ParallelGen.Benchmarks.Peers.Rows;

namespace ParallelGen.Benchmarks.Peers.Contestants;

/// <summary>A contestant whose code is in this program.</summary>
internal sealed class DotNetContestant(string name, ContestantKind kind, string subject, IReadOnlySet<string> measurements) : IContestant
{
    public string Name => name;

    public ContestantKind Kind => kind;

    public string? Folder => null;

    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    public bool Enters(Row row) => measurements.Contains(row.Measurement);

    public IReadOnlyList<string> Command(string measurement, bool isQuick) =>
        [.. ThisProgram.Command, HiddenCommand.Measure, subject, measurement, Pace.Word(isQuick)];
}
