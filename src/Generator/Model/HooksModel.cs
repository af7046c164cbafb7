namespace ParallelGen.Generator.Model;

/// <summary>What an assembly's workers do when they start and end.</summary>
/// <param name="Initializers">The ids of the worker initializers, in declared order.</param>
/// <param name="Cleanups">The worker cleanups, in declared order.</param>
internal sealed record HooksModel(EquatableArray<ulong> Initializers, EquatableArray<CleanupModel> Cleanups);
