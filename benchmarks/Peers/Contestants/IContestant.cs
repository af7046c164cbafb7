using ParallelGen.Benchmarks.Peers.Rows;

namespace ParallelGen.Benchmarks.Peers.Contestants;

/// <summary>Someone in the race. Every measurement runs in a process of its own, which prints its figures.</summary>
internal interface IContestant
{
    /// <summary>A name without spaces.</summary>
    string Name { get; }

    ContestantKind Kind { get; }

    /// <summary>The folder in which its processes start; null for this program's own.</summary>
    string? Folder { get; }

    /// <summary>Variables that its processes have besides this program's.</summary>
    IReadOnlyDictionary<string, string> Environment { get; }

    /// <summary>Whether it can do this row at all.</summary>
    bool Enters(Row row);

    /// <summary>The program and arguments that measure a row.</summary>
    IReadOnlyList<string> Command(string measurement, bool isQuick);
}
