using ParallelGen.Benchmarks.Peers.HandWritten;

namespace ParallelGen.Benchmarks.Peers.Subjects;

/// <summary>The subjects by their names.</summary>
internal static class SubjectCatalog
{
    internal const int Workers = 2;

    internal const string ParallelGen = "ParallelGen";
    internal const string Socket = "dotnet-socket";
    internal const string Json = "dotnet-json";
    internal const string Threads = "threads";
    internal const string Sequential = "sequential";

    internal static ISubject Start(string name) => name switch
    {
        ParallelGen => new ParallelGenSubject(),
        Socket => new HandWrittenPool(SocketWorker.Start),
        Json => new HandWrittenPool(JsonWorker.Start),
        Threads => new ThreadsSubject(Workers),
        Sequential => new ThreadsSubject(degree: 1),
        _ => throw new ArgumentException($"There is no subject {name}."),
    };
}
