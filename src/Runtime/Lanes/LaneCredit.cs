namespace ParallelGen.Lanes;

/// <summary>What the reader of a lane tells its sender.</summary>
/// <param name="Items">How many more items it may send.</param>
/// <param name="Bytes">How many bytes were read since the last credit.</param>
internal readonly record struct LaneCredit(int Items, long Bytes);
