namespace ParallelGen.Generator.Model;

/// <summary>What travels item by item while a method runs: reports of progress, or a stream of items.</summary>
/// <param name="ClassName">The class nested in the method's class that writes and reads the items.</param>
/// <param name="Item">An item.</param>
internal sealed record LaneModel(string ClassName, ValueModel Item);
