namespace ParallelGen.Generator.Model;

/// <summary>What the generator must know about the compilation as a whole.</summary>
/// <param name="Namespace">The namespace of the generated classes that nobody names: one per assembly, so that
/// <c>InternalsVisibleTo</c> makes no names collide.</param>
/// <param name="IsExecutable">Whether the assembly has a <c>Main</c> that must never run in a worker.</param>
/// <param name="IsSupported">Whether the language version and the referenced runtime allow to generate anything.</param>
/// <param name="IsClsCompliant">Whether the assembly promises to be usable from every language, which generated methods do not.</param>
internal sealed record AssemblyModel(string Namespace, bool IsExecutable, bool IsSupported, bool IsClsCompliant);
