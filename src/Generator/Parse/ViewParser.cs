using Microsoft.CodeAnalysis;
using ParallelGen.Generator.Model;

namespace ParallelGen.Generator.Parse;

/// <summary>
/// Parameters that see memory instead of getting a copy: views (<c>ReadOnlySpan</c>, and <c>ReadOnlyMemory</c> of what has no references) and
/// <c>SharedArray</c>. Only a parameter of a marked method itself can be one, because only that has a beginning and an end.
/// </summary>
internal static class ViewParser
{
    private const string Span = "System.ReadOnlySpan`1";
    private const string Memory = "System.ReadOnlyMemory`1";

    /// <summary>Finds out how a parameter travels that sees memory; null with a rejection if it can't, and without one if it is none.</summary>
    public static ValueModel? Parse(IParameterSymbol parameter, TypeParser types, out bool isView)
    {
        ITypeSymbol? shared = IsSharedArray(parameter.Type) ? ((INamedTypeSymbol)parameter.Type).TypeArguments[0] : null;
        isView = true;
        if ((shared ?? ElementOf(parameter)) is not { } element)
        {
            isView = false;
            return null;
        }

        // What a type is called that generated code can't name is for the compiler to say.
        if (Unreachable(element, types.Compilation) is var (part, reason))
            return types.Reject<ValueModel>(part, "", reason);
        if (!IsPlain(element))
            return types.Reject<ValueModel>(parameter.Type, "", "its elements are no plain memory (where T : unmanaged), which alone can be looked at in another process; take an array");
        if (HoldsAddress(element, new(SymbolEqualityComparer.Default)))
            return types.Reject<ValueModel>(parameter.Type, "", "its elements hold addresses, which mean nothing in another process; take the data");
        if (!SymbolNames.IsFramework(element.ContainingAssembly))
            types.Named.Add(element);
        string name = SymbolNames.InCode(element);
        string type = SymbolNames.InCode(parameter.Type);
        return shared is not null
            ? new(type, WireForm.Method, $"WriteShared<{name}>", $"ReadShared<{name}>", Underlying: "", IsColumn: false,
                IsForgiven: parameter.Type.NullableAnnotation is not NullableAnnotation.Annotated)
            : new(type, SymbolNames.OfFramework(parameter.Type) is Span ? WireForm.Span : WireForm.Memory, $"WriteView<{name}>", $"ReadView<{name}>",
                Underlying: name, IsColumn: false, IsForgiven: false);
    }

    /// <summary>The elements that a parameter is a view of; null if it is none.</summary>
    public static ITypeSymbol? ElementOf(IParameterSymbol parameter)
    {
        if (parameter.RefKind is not RefKind.None || parameter.Type is not INamedTypeSymbol { TypeArguments.Length: 1 } type)
            return null;
        ITypeSymbol element = type.TypeArguments[0];
        return SymbolNames.OfFramework(type) switch
        {
            Span => element,
            Memory when IsPlain(element) && !MemberRules.HasFormatter(parameter) && !MemberRules.HasFormatter(element) => element,
            _ => null,
        };
    }

    public static bool IsSharedArray(ITypeSymbol type) =>
        type is INamedTypeSymbol { MetadataName: "SharedArray`1", ContainingType: null, ContainingNamespace: { Name: "ParallelGen", ContainingNamespace.IsGlobalNamespace: true } };

    // What satisfies the constraint: Nullable does not, whatever is in it.
    private static bool IsPlain(ITypeSymbol element) => element.IsUnmanagedType && element.OriginalDefinition.SpecialType is not SpecialType.System_Nullable_T;

    // The type, or one in its name.
    private static (ITypeSymbol Type, string Reason)? Unreachable(ITypeSymbol type, Compilation compilation)
    {
        if (BoundaryRules.CheckAny(type, compilation) is { } reason)
            return (type, reason);
        for (var named = type as INamedTypeSymbol; named is not null; named = named.ContainingType)
        {
            foreach (ITypeSymbol argument in named.TypeArguments)
            {
                if (Unreachable(argument, compilation) is { } found)
                    return found;
            }
        }

        return null;
    }

    private static bool HoldsAddress(ITypeSymbol type, HashSet<ITypeSymbol> seen) =>
        type.TypeKind is TypeKind.Pointer or TypeKind.FunctionPointer
        || (type is INamedTypeSymbol { TypeKind: TypeKind.Struct, SpecialType: SpecialType.None } && !SymbolNames.IsFramework(type.ContainingAssembly) && seen.Add(type)
            && type.GetMembers().OfType<IFieldSymbol>().Any(f => !f.IsStatic && !f.IsFixedSizeBuffer && HoldsAddress(f.Type, seen)));
}
