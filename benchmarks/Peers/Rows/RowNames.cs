namespace ParallelGen.Benchmarks.Peers.Rows;

/// <summary>The names of the rows, which are also what a measuring process is asked for.</summary>
internal static class RowNames
{
    internal const string Call = "W1";
    internal const string CallP99 = "W1-p99";
    internal const string CallAsleep = "W1-asleep";
    internal const string CallAllocation = "W1-alloc";
    internal const string Burst = "W2a";
    internal const string EightCallers = "W2a-8callers";
    internal const string OneCaller = "1caller";
    internal const string TwoCallers = "2callers";
    internal const string Map = "W2b";
    internal const string MapStrings = "W2b-strings";
    internal const string EchoSmall = "W3-1MiB";
    internal const string EchoLarge = "W3-64MiB";
    internal const string EchoDoubles = "W3-doubles";
    internal const string EchoInPlace = "W3-inplace";
    internal const string Records = "W4";
    internal const string ColdStart = "W5-cold";
    internal const string WarmStart = "W5-warm";
    internal const string SpeedUp = "W6";
    internal const string WorkerMemory = "W7";
    internal const string Replaced = "W8";
    internal const string Lost = "W8-lost";
    internal const string Told = "W9";
    internal const string CoreFree = "W9-core-free";
    internal const string Allocation = "W10";
    internal const string IdleCpu = "idle-cpu";
    internal const string WaitingCpu = "waiting-cpu";
}
