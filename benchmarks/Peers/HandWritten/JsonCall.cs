namespace ParallelGen.Benchmarks.Peers.HandWritten;

/// <summary>A line to a JSON worker.</summary>
internal sealed record JsonCall<T>(Operation Operation, T Argument);
