using Microsoft.CodeAnalysis;
using ParallelGen.Generator.Model;

namespace ParallelGen.Generator.Parse;

/// <summary>The framework's collections, and the interfaces for which they stand.</summary>
internal static class CollectionParser
{
    private const string Generic = "System.Collections.Generic.";

    public static bool IsCollection(INamedTypeSymbol type) => KindOf(type) is not Kind.None;

    /// <summary>The elements of a type that keeps them in one piece of memory; null for any other type.</summary>
    public static ITypeSymbol? ContiguousElementOf(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol { IsSZArray: true } array => array.ElementType,
        INamedTypeSymbol named when KindOf(named) is Kind.List => named.TypeArguments[0],
        _ => null,
    };

    public static CodecModel? Parse(INamedTypeSymbol type, string key, string name, string path, TypeParser types)
    {
        Kind kind = KindOf(type);
        if (kind is Kind.Interface)
            return ParseInterface(type, key, name, path, types);

        if (types.Parse(type.TypeArguments[0], path) is not { } element)
            return null;
        if (kind is Kind.Dictionary)
            return types.Parse(type.TypeArguments[1], path) is { } value ? new DictionaryCodec(key, name, element, value) : null;
        return new CollectionCodec(key, name, element);
    }

    private static InterfaceCodec? ParseInterface(INamedTypeSymbol type, string key, string name, string path, TypeParser types)
    {
        string? standIn = StandIn(type);
        ITypeSymbol concrete = standIn is null
            ? types.Compilation.CreateArrayTypeSymbol(type.TypeArguments[0], elementNullableAnnotation: type.TypeArgumentNullableAnnotations[0])
            : types.Compilation.GetTypeByMetadataName(Generic + standIn)!.Construct(type.TypeArguments, type.TypeArgumentNullableAnnotations);
        return types.Parse(concrete.WithNullableAnnotation(NullableAnnotation.NotAnnotated), path) is { } value
            ? new InterfaceCodec(key, name, value, IsArray: standIn is null)
            : null;
    }

    private static Kind KindOf(INamedTypeSymbol type) => ShortName(type) switch
    {
        "List`1" => Kind.List,
        "HashSet`1" => Kind.Set,
        "Dictionary`2" => Kind.Dictionary,
        "IEnumerable`1" or "IReadOnlyCollection`1" or "IReadOnlyList`1" or "ICollection`1" or "IList`1"
            or "ISet`1" or "IReadOnlySet`1" or "IDictionary`2" or "IReadOnlyDictionary`2" => Kind.Interface,
        _ => Kind.None,
    };

    /// <summary>The class that stands for an interface; null for an array.</summary>
    private static string? StandIn(INamedTypeSymbol type) => ShortName(type) switch
    {
        "ICollection`1" or "IList`1" => "List`1",
        "ISet`1" or "IReadOnlySet`1" => "HashSet`1",
        "IDictionary`2" or "IReadOnlyDictionary`2" => "Dictionary`2",
        _ => null,
    };

    private static string? ShortName(INamedTypeSymbol type) =>
        SymbolNames.OfFramework(type) is { } name && name.StartsWith(Generic, StringComparison.Ordinal) ? name.Substring(Generic.Length) : null;

    private enum Kind
    {
        None,
        List,
        Set,
        Dictionary,
        Interface,
    }
}
