namespace ParallelGen.Benchmarks.Peers;

/// <summary>Which process ran an item, and when it began, by the clock that all processes of a machine share.</summary>
internal readonly record struct Stamp(int Item, int ProcessId, long StartedAt);
