using Microsoft.CodeAnalysis;

namespace ParallelGen.Generator.Parse;

/// <summary>Names that generated code needs, and that a project has for something else.</summary>
internal static class TakenNames
{
    private static readonly string[] s_roots = ["System", MarkerAttribute.Namespace];

    // What generated code calls; a type or namespace of the project would hide it.
    private static readonly string[] s_needed = ["ProcessPool", "MapOptions", "CallResult", "CompilerServices", "Encoding", "Generated"];

    /// <summary>The project's own type or namespace of a name that the generated code of a method needs; null if there is none.</summary>
    public static INamespaceOrTypeSymbol? Find(IMethodSymbol method, Compilation compilation)
    {
        INamespaceSymbol root = compilation.Assembly.GlobalNamespace;
        return OthersNamed(method.ContainingNamespace, HomeParser.ExtensionsClassOf(method.ContainingType)).FirstOrDefault()
            ?? FindRoot(compilation)
            ?? root.GetNamespaceMembers()
                .Where(static space => space.Name == MarkerAttribute.Namespace)
                .SelectMany(static space => s_needed.SelectMany(name => space.GetTypeMembers(name)))
                .FirstOrDefault();
    }

    /// <summary>A type of the project that hides a namespace with which the names in all generated code begin.</summary>
    public static INamedTypeSymbol? FindRoot(Compilation compilation) =>
        s_roots.SelectMany(name => compilation.Assembly.GlobalNamespace.GetTypeMembers(name, 0)).FirstOrDefault();

    // What the generator has written itself is there, too, when an analyzer looks.
    private static IEnumerable<INamespaceOrTypeSymbol> OthersNamed(INamespaceSymbol space, string name) => space
        .GetMembers(name)
        .OfType<INamespaceOrTypeSymbol>()
        .Where(static s => s is INamespaceSymbol || (s is INamedTypeSymbol { Arity: 0, IsFileLocal: false } type && !GeneratedCode.IsOurs(type)));
}
