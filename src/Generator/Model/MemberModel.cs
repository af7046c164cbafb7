namespace ParallelGen.Generator.Model;

/// <summary>A member of an object.</summary>
/// <param name="Name">Its name, escaped.</param>
/// <param name="IsInitialized">Whether an object initializer sets it.</param>
internal sealed record MemberModel(string Name, ValueModel Value, bool IsInitialized);
