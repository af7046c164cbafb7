namespace ParallelGen.Generator.Model;

/// <summary>A parameter of a generated method.</summary>
/// <param name="Default">The default value as an expression; null where there is none.</param>
/// <param name="Attribute">An attribute in its brackets, or nothing.</param>
/// <param name="Summary">The beginning of its documentation.</param>
/// <param name="Source">The user's parameter whose documentation follows, or null.</param>
internal sealed record ShapeParameter(string Type, string Name, string? Default, string Attribute, string Summary, string? Source);
