namespace ParallelGen.Generator.Model;

/// <summary>One type of a union.</summary>
/// <param name="Number">Its number in the payload.</param>
/// <param name="Value">How it travels.</param>
internal sealed record UnionCase(int Number, ValueModel Value);
