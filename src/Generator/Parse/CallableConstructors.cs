using Microsoft.CodeAnalysis;

namespace ParallelGen.Generator.Parse;

/// <summary>The constructors of a type that generated code can call: it can reach them, nothing forbids their use, and no other has the same signature.</summary>
internal static class CallableConstructors
{
    public static IEnumerable<IMethodSymbol> Of(INamedTypeSymbol type, Compilation compilation) =>
        type.InstanceConstructors.Where(constructor => compilation.IsSymbolAccessibleWithin(constructor, compilation.Assembly)
            && !DeclarationRules.IsForbidden(constructor)
            && DeclarationRules.TwinOf(constructor) is null);
}
