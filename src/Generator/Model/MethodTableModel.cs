namespace ParallelGen.Generator.Model;

/// <summary>The file that registers an assembly's marked methods, and what its workers do besides.</summary>
/// <param name="Namespace">The namespace of the generated classes.</param>
/// <param name="Hash">A hash of all ids in their order, of the methods and then of the initializers.</param>
/// <param name="ClassNames">The generated classes of the methods, by their ids' order.</param>
/// <param name="Initializers">The generated classes of the worker initializers, in declared order.</param>
/// <param name="Cleanups">The worker cleanups, in declared order.</param>
/// <param name="IsNeeded">Whether there is anything to register, or a <c>Main</c> to guard.</param>
internal sealed record MethodTableModel(
    string Namespace, ulong Hash, EquatableArray<string> ClassNames, EquatableArray<string> Initializers, EquatableArray<CleanupModel> Cleanups, bool IsNeeded);
