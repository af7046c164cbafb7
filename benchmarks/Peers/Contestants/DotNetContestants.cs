using ParallelGen.Benchmarks.Peers.Subjects;

namespace ParallelGen.Benchmarks.Peers.Contestants;

/// <summary>Those whose code is in this program.</summary>
internal static class DotNetContestants
{
    internal static IContestant Ours { get; } = new DotNetContestant(SubjectCatalog.ParallelGen, ContestantKind.Ours, SubjectCatalog.ParallelGen, Measurements.Ours);

    internal static IEnumerable<IContestant> Peers() =>
    [
        new DotNetContestant(SubjectCatalog.Socket, ContestantKind.HandWritten, SubjectCatalog.Socket, Measurements.HandWritten),
        new DotNetContestant(SubjectCatalog.Json, ContestantKind.HandWritten, SubjectCatalog.Json, Measurements.HandWrittenText),
        new DotNetContestant(SubjectCatalog.Threads, ContestantKind.Threads, SubjectCatalog.Threads, Measurements.OfDotNetThreads),
        Threads("threads-serverGC", "DOTNET_gcServer", "1"),
        Threads("threads-nonconcurrentGC", "DOTNET_gcConcurrent", "0"),
        new DotNetContestant(SubjectCatalog.Sequential, ContestantKind.Threads, SubjectCatalog.Sequential, Measurements.OfAllocation),
    ];

    private static DotNetContestant Threads(string name, string variable, string value) =>
        new(name, ContestantKind.Threads, SubjectCatalog.Threads, Measurements.OfAllocation)
        {
            Environment = new Dictionary<string, string> { [variable] = value },
        };
}
