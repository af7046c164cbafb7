using Microsoft.CodeAnalysis;
using ParallelGen.Generator.Model;

namespace ParallelGen.Generator.Parse;

/// <summary>Names what is generated after the type that contains the marked methods.</summary>
internal static class HomeParser
{
    /// <summary>How the names of the classes of extension methods end.</summary>
    public const string ExtensionsSuffix = "PoolExtensions";

    public static HomeModel Parse(INamedTypeSymbol type)
    {
        string[] spaces = [.. Namespaces(type)];
        string[] types = [.. Types(type)];
        return new(
            string.Join(".", spaces.Select(SymbolNames.Escape)),
            type.GetDocumentationCommentId() ?? "",
            string.Join(".", types),
            ExtensionsClassOf(type),
            string.Join(".", [.. spaces, .. types]));
    }

    /// <summary>The name of the class of extension methods.</summary>
    public static string ExtensionsClassOf(INamedTypeSymbol type) => string.Join("_", Types(type)) + ExtensionsSuffix;

    /// <summary>The name of the class that knows a method on both sides.</summary>
    public static string ClassNameOf(IMethodSymbol method, ulong id)
    {
        string[] parts = [.. Namespaces(method.ContainingType), .. Types(method.ContainingType), method.Name];

        // Joined by underscores, names with underscores could meet, as overloads do.
        bool isAmbiguous = parts.Any(static p => p.Contains("_")) || method.ContainingType.GetMembers(method.Name).Length > 1;
        string name = string.Join("_", parts);
        return isAmbiguous ? name + "_" + id.ToString("x16", System.Globalization.CultureInfo.InvariantCulture) : name;
    }

    private static Stack<string> Namespaces(INamedTypeSymbol type)
    {
        var names = new Stack<string>();
        for (INamespaceSymbol space = type.ContainingNamespace; !space.IsGlobalNamespace; space = space.ContainingNamespace)
            names.Push(space.Name);
        return names;
    }

    private static Stack<string> Types(INamedTypeSymbol type)
    {
        var names = new Stack<string>();
        for (INamedTypeSymbol? current = type; current is not null; current = current.ContainingType)
            names.Push(current.Name);
        return names;
    }
}
