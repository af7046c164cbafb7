namespace ParallelGen.Generator.Model;

/// <summary>The file that registers an assembly's marked methods.</summary>
/// <param name="Namespace">The namespace of the generated classes.</param>
/// <param name="Hash">A hash of all ids in their order.</param>
/// <param name="ClassNames">The generated classes of the methods, by their ids' order.</param>
/// <param name="IsNeeded">Whether there is anything to register, or a <c>Main</c> to guard.</param>
internal sealed record MethodTableModel(string Namespace, ulong Hash, EquatableArray<string> ClassNames, bool IsNeeded);
