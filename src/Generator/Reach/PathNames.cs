using Microsoft.CodeAnalysis;

namespace ParallelGen.Generator.Reach;

/// <summary>The names of the steps of a path.</summary>
internal static class PathNames
{
    /// <summary>Names a member for somebody who stands in a type: with its own type where that is another.</summary>
    public static string Of(ISymbol symbol, INamedTypeSymbol from)
    {
        if (symbol is IMethodSymbol { MethodKind: MethodKind.Constructor })
            return "new " + symbol.ContainingType.Name;
        string name = (symbol as IMethodSymbol)?.AssociatedSymbol?.Name ?? symbol.Name;
        return symbol.ContainingType is not { } type || SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, from.OriginalDefinition)
            ? name
            : $"{type.Name}.{name}";
    }
}
