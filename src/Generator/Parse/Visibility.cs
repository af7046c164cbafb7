using Microsoft.CodeAnalysis;

namespace ParallelGen.Generator.Parse;

/// <summary>Who can see what, as far as generated code repeats it.</summary>
internal static class Visibility
{
    /// <summary>Whether code outside the assembly may call a method, and has a name for all that it takes and gives.</summary>
    public static bool IsPublic(IMethodSymbol method) =>
        IsPublicItself(method) && IsPublic(method.ReturnType) && method.Parameters.All(static p => IsPublic(p.Type));

    private static bool IsPublic(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => IsPublic(array.ElementType),
        INamedTypeSymbol named => IsPublicItself(named) && named.TypeArguments.All(IsPublic),
        _ => true,
    };

    private static bool IsPublicItself(ISymbol start)
    {
        for (ISymbol? symbol = start; symbol is not null; symbol = symbol.ContainingType)
        {
            if (symbol.DeclaredAccessibility is not (Accessibility.Public or Accessibility.NotApplicable))
                return false;
        }

        return true;
    }
}
