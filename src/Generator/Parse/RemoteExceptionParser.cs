using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using ParallelGen.Generator.Model;

namespace ParallelGen.Generator.Parse;

/// <summary>Decides whether a type named by <c>[RemoteException]</c> can be made, and how.</summary>
internal static class RemoteExceptionParser
{
    public const string AttributeName = "ParallelGen.RemoteExceptionAttribute";

    public static IEnumerable<RemoteExceptionModel> Parse(GeneratorAttributeSyntaxContext context)
    {
        foreach (AttributeData attribute in context.Attributes)
        {
            if (attribute.ConstructorArguments.Length == 1 && attribute.ConstructorArguments[0].Value is INamedTypeSymbol type && Problem(type, context.SemanticModel.Compilation) is null)
                yield return new(RuntimeName(type), SymbolNames.InCode(type), HasConstructor(type, context.SemanticModel.Compilation, withInner: true));
        }
    }

    /// <summary>All that the assembly registers, in an order that does not change; none, where it registers none.</summary>
    public static IEnumerable<RemoteExceptionTableModel> ParseTable(ImmutableArray<RemoteExceptionModel> exceptions, AssemblyModel assembly)
    {
        if (assembly.IsSupported && !exceptions.IsEmpty)
            yield return new(assembly.Namespace, exceptions.Distinct().OrderBy(static exception => exception.RuntimeName, StringComparer.Ordinal).ToEquatableArray());
    }

    /// <summary>Why the type can't come back as itself; null where it can.</summary>
    public static string? Problem(ITypeSymbol type, Compilation compilation)
    {
        if (type is not INamedTypeSymbol named || !IsException(named))
            return "it is no exception";
        if (named.IsAbstract)
            return "it is abstract; register the types that are thrown";
        if (IsGeneric(named))
            return "it is generic";
        if (!compilation.IsSymbolAccessibleWithin(named, compilation.Assembly))
            return "generated code can't reach it; make it and the types around it at least internal";
        return HasConstructor(named, compilation, withInner: true) || HasConstructor(named, compilation, withInner: false)
            ? null
            : "it has no constructor that takes (string message, Exception inner) or (string message); add one that is at least internal";
    }

    private static bool HasConstructor(INamedTypeSymbol type, Compilation compilation, bool withInner) =>
        CallableConstructors.Of(type, compilation).Any(constructor => constructor.Parameters.Length == (withInner ? 2 : 1)
            && constructor.Parameters[0] is { Type.SpecialType: SpecialType.System_String, RefKind: RefKind.None }
            && (!withInner || constructor.Parameters[1] is { RefKind: RefKind.None } inner && inner.Type.ToDisplayString().TrimEnd('?') == "System.Exception"));

    private static bool IsException(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (current.ToDisplayString() == "System.Exception")
                return true;
        }
        return false;
    }

    private static bool IsGeneric(INamedTypeSymbol type) => type.IsGenericType || (type.ContainingType is { } outer && IsGeneric(outer));

    private static string RuntimeName(INamedTypeSymbol type) =>
        type.ContainingType is { } outer ? $"{RuntimeName(outer)}+{type.MetadataName}"
        : type.ContainingNamespace is { IsGlobalNamespace: false } space ? $"{space.ToDisplayString()}.{type.MetadataName}"
        : type.MetadataName;
}
