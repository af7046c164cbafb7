using ParallelGen.Benchmarks.Peers.Rows;

namespace ParallelGen.Benchmarks.Peers.Contestants;

/// <summary>A contestant whose code is a script in another language.</summary>
internal sealed class ScriptContestant(string name, ContestantKind kind, string interpreter, string script, IReadOnlySet<string> measurements) : IContestant
{
    public string Name => name;

    public ContestantKind Kind => kind;

    public string? Folder => Path.GetDirectoryName(script);

    public IReadOnlyDictionary<string, string> Environment { get; } = new Dictionary<string, string>();

    public bool Enters(Row row) => measurements.Contains(row.Measurement);

    public IReadOnlyList<string> Command(string measurement, bool isQuick) => [interpreter, script, name, measurement, Pace.Word(isQuick)];
}
