namespace ParallelGen.Generator.Model;

/// <summary>An argument of an object's constructor.</summary>
/// <param name="Member">The index of the member that it is taken from.</param>
/// <param name="Name">The parameter's name, escaped; empty where its place says it.</param>
/// <param name="IsForgiven">Whether the parameter's nullable annotations differ from the member's.</param>
internal sealed record ConstructorArgument(int Member, string Name, bool IsForgiven);
