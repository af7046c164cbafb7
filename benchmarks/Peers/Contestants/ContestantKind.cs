namespace ParallelGen.Benchmarks.Peers.Contestants;

/// <summary>What a contestant is made of.</summary>
internal enum ContestantKind
{
    /// <summary>This library.</summary>
    Ours,

    /// <summary>A pool of processes that someone could install instead.</summary>
    Process,

    /// <summary>Processes as one writes them by hand, in .NET.</summary>
    HandWritten,

    /// <summary>Threads: they share memory, and can't be killed.</summary>
    Threads,
}
