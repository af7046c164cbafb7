namespace ParallelGen.Benchmarks.Peers.Racing;

/// <summary>What one measuring process gave, and in a line why it gave no more.</summary>
internal sealed record Outcome(IReadOnlyList<Reading> Readings, string? Failure);
