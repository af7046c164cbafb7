using Microsoft.CodeAnalysis;

namespace ParallelGen.Generator.Parse;

/// <summary>Tells what this generator wrote from what people did.</summary>
internal static class GeneratedCode
{
    /// <summary>The name by which generated code calls its generator.</summary>
    public const string Tool = "ParallelGen";

    /// <summary>Whether a class is one that this generator wrote, in this assembly or a referenced one.</summary>
    public static bool IsOurs(INamedTypeSymbol type) => type.GetAttributes().Any(static a =>
        a.AttributeClass is { Name: "GeneratedCodeAttribute" }
        && a.ConstructorArguments.Length == 2
        && a.ConstructorArguments[0].Value is Tool);

    /// <summary>Whether a method is one of those that call a pool, and not one of its options.</summary>
    public static bool IsPoolCall(IMethodSymbol method) =>
        method.Parameters.FirstOrDefault()?.Type.Name == "ProcessPool"
        && method.ContainingType is { IsStatic: true, Arity: 0, ContainingType: null } type
        && type.Name.EndsWith(HomeParser.ExtensionsSuffix, StringComparison.Ordinal)
        && IsOurs(type);
}
