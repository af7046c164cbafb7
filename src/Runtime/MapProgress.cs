namespace ParallelGen;

/// <summary>How far a map or a stream is (<see cref="MapOptions.Progress"/>).</summary>
/// <param name="Completed">How many items are done with, well or not.</param>
/// <param name="Total">How many items there are; null where the source does not say.</param>
/// <param name="Rate">How many items were done with in a second, on average since the map began.</param>
public readonly record struct MapProgress(int Completed, int? Total, double Rate);
