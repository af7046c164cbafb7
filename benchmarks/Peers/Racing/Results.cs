using ParallelGen.Benchmarks.Peers.Contestants;
using ParallelGen.Benchmarks.Peers.Rows;

namespace ParallelGen.Benchmarks.Peers.Racing;

/// <summary>All readings of a race.</summary>
internal sealed class Results(IReadOnlyList<IContestant> contestants)
{
    private readonly Dictionary<(string Row, string Contestant), List<Reading>> _readings = [];

    public void Add(IContestant contestant, IEnumerable<Reading> readings)
    {
        foreach (Reading reading in readings)
        {
            if (!_readings.TryGetValue((reading.Row, contestant.Name), out List<Reading>? list))
                _readings[(reading.Row, contestant.Name)] = list = [];
            list.Add(reading);
        }
    }

    /// <summary>What everyone reached in a row, in the order of the contestants.</summary>
    public IReadOnlyList<Standing> Standings(Row row) =>
        [.. contestants.Where(contestant => _readings.ContainsKey((row.Name, contestant.Name)))
            .Select(contestant => new Standing(contestant.Name, contestant.Kind, _readings[(row.Name, contestant.Name)]))];

    /// <summary>What we reached in a row; null if nothing.</summary>
    public Standing? Ours(Row row) => Standings(row).FirstOrDefault(standing => standing.Kind == ContestantKind.Ours);

    /// <summary>The best of some kinds in a row; null if there is nobody with a figure that counts.</summary>
    public Standing? Best(Row row, params ContestantKind[] kinds) =>
        row.BestFirst(Standings(row).Where(standing => kinds.Contains(standing.Kind) && standing.Median is not null && Counts(row, standing)), standing => standing.Median!.Value)
            .FirstOrDefault();

    /// <summary>Whom we are compared with: the best process peer, or, where no process has entered, the best of the others.</summary>
    public Standing? Rival(Row row) =>
        Best(row, ContestantKind.Process) ?? Best(row, ContestantKind.HandWritten, ContestantKind.Threads);

    private bool Counts(Row row, Standing standing) =>
        row.CountsOnlyWith is not { } condition
        || Standings(RaceRows.Get(condition)).Any(other => other.Contestant == standing.Contestant && other.Median > 0);
}
