namespace ParallelGen.Generator.Model;

/// <summary>A member of an object.</summary>
/// <param name="Name">Its name, escaped.</param>
/// <param name="IsInitialized">Whether an object initializer sets it.</param>
/// <param name="Key">Its index or name in the payload; empty where it has its place by order.</param>
/// <param name="CanThrow">Whether code of the user's runs when it is got.</param>
internal sealed record MemberModel(string Name, ValueModel Value, bool IsInitialized, string Key, bool CanThrow);
