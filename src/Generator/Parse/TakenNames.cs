using Microsoft.CodeAnalysis;

namespace ParallelGen.Generator.Parse;

/// <summary>Names that generated code needs, and that a project has for something else.</summary>
internal static class TakenNames
{
    // What generated code calls; a type or namespace of the project would hide it.
    private static readonly string[] s_needed = ["ProcessPool", "MapOptions", "CallResult", "CompilerServices", "Encoding", "Generated"];

    /// <summary>The project's own type or namespace of a name that the generated code of a method needs; null if there is none.</summary>
    public static INamespaceOrTypeSymbol? Find(IMethodSymbol method, Compilation compilation)
    {
        INamespaceSymbol root = compilation.Assembly.GlobalNamespace;
        return OthersNamed(method.ContainingNamespace, HomeParser.ExtensionsClassOf(method.ContainingType)).FirstOrDefault()
            ?? root.GetTypeMembers(MarkerAttribute.Namespace, 0).FirstOrDefault()
            ?? root.GetNamespaceMembers()
                .Where(static space => space.Name == MarkerAttribute.Namespace)
                .SelectMany(static space => s_needed.SelectMany(name => space.GetTypeMembers(name)))
                .FirstOrDefault();
    }

    // What the generator has written itself is there, too, when an analyzer looks.
    private static IEnumerable<INamespaceOrTypeSymbol> OthersNamed(INamespaceSymbol space, string name) => space
        .GetMembers(name)
        .OfType<INamespaceOrTypeSymbol>()
        .Where(static s => s is INamespaceSymbol || (s is INamedTypeSymbol { Arity: 0, IsFileLocal: false } type && !GeneratedCode.IsOurs(type)));
}
