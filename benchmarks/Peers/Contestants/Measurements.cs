using static ParallelGen.Benchmarks.Peers.Rows.RowNames;

namespace ParallelGen.Benchmarks.Peers.Contestants;

/// <summary>Which measurements which sort of contestant takes part in.</summary>
internal static class Measurements
{
    /// <summary>What any pool of processes can do.</summary>
    internal static IReadOnlySet<string> OfPools { get; } = new HashSet<string>
    {
        Call, Burst, EightCallers, Map, MapStrings, EchoSmall, EchoLarge, EchoDoubles, Records,
        ColdStart, WarmStart, SpeedUp, WorkerMemory, Replaced, Told,
    };

    /// <summary>A pool that one thread at a time may use.</summary>
    internal static IReadOnlySet<string> OfPoolsForOneThread { get; } = Without(OfPools, EightCallers);

    /// <summary>Everything, what we alone are asked for included.</summary>
    internal static IReadOnlySet<string> Ours { get; } = With(OfPools, CallAsleep, CallAllocation, OneCaller, TwoCallers, Allocation, IdleCpu, WaitingCpu);

    /// <summary>What is written by hand in .NET.</summary>
    internal static IReadOnlySet<string> HandWritten { get; } = With(OfPools, CallAsleep, OneCaller, TwoCallers, Allocation);

    /// <summary>Text is no way for 64 MiB: it takes ten seconds.</summary>
    internal static IReadOnlySet<string> HandWrittenText { get; } = Without(HandWritten, EchoLarge, EchoDoubles);

    /// <summary>The pools of Node have no map.</summary>
    internal static IReadOnlySet<string> OfNodeProcesses { get; } = Without(OfPools, Map, MapStrings);

    /// <summary>Threads are no processes that one could weigh or kill.</summary>
    internal static IReadOnlySet<string> OfNodeThreads { get; } = Without(OfNodeProcesses, WorkerMemory, Replaced);

    /// <summary>Threads of .NET start at once, and hand objects over.</summary>
    internal static IReadOnlySet<string> OfDotNetThreads { get; } = With(Without(OfPools, Records, ColdStart, WarmStart, WorkerMemory, Replaced), Allocation);

    /// <summary>Where a pool that starts its workers afresh differs from one that forks.</summary>
    internal static IReadOnlySet<string> OfStarts { get; } = new HashSet<string> { ColdStart, WarmStart, WorkerMemory };

    internal static IReadOnlySet<string> OfAllocation { get; } = new HashSet<string> { Allocation };

    private static HashSet<string> With(IReadOnlySet<string> some, params string[] more) => [.. some, .. more];

    private static HashSet<string> Without(IReadOnlySet<string> some, params string[] fewer) => [.. some.Except(fewer)];
}
