namespace ParallelGen.Benchmarks.Peers.Racing;

/// <summary>One figure of one contestant in one row; a word, such as <c>hangs</c>, where there is none.</summary>
internal readonly record struct Reading(string Row, double? Value, string? Word);
