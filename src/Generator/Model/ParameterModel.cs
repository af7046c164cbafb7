namespace ParallelGen.Generator.Model;

/// <summary>A parameter of a marked method.</summary>
/// <param name="Value">How it travels; null for a token, which does not.</param>
internal sealed record ParameterModel(ValueModel? Value);
