namespace ParallelGen.Generator.Model;

/// <summary>A parameter of a marked method.</summary>
/// <param name="Value">How it travels; null for a token, which does not.</param>
/// <param name="Argument">Its place among the arguments: lanes stand behind the others. Meaningless for a token.</param>
internal sealed record ParameterModel(ValueModel? Value, int Argument);
