using Microsoft.CodeAnalysis;
using ParallelGen.Generator.Model;

namespace ParallelGen.Generator.Parse;

/// <summary>Decides how arrays and collections travel, and the interfaces for which they stand.</summary>
internal static class CollectionParser
{
    private const string List = "System.Collections.Generic.List`1";

    public static bool IsCollection(INamedTypeSymbol type, Compilation compilation) =>
        ShapeOf(type, compilation) is not null || CollectionTable.StandInOf(SymbolNames.OfFramework(type)) is not null;

    /// <summary>The elements of a type for whose memory the codec has methods of its own; null for any other type.</summary>
    public static ITypeSymbol? ContiguousElementOf(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol { IsSZArray: true } array => array.ElementType,
        INamedTypeSymbol named when SymbolNames.OfFramework(named) is List => named.TypeArguments[0],
        _ => null,
    };

    public static CodecModel? Parse(INamedTypeSymbol type, CodecIdentity codec, string path, TypeParser types)
    {
        if (CollectionTable.StandInOf(SymbolNames.OfFramework(type)) is { } standIn)
            return ParseInterface(type, standIn, codec, path, types);
        ITypeSymbol[] parts = PartsOf(type);
        if (parts.Length == 1 && BlockOf(type, codec, parts[0], types) is { } block)
            return block;
        if (types.Parse(parts[0], path) is not { } element)
            return null;
        ValueModel? entry = null;
        if (parts.Length > 1 && (entry = types.Parse(parts[1], path)) is null)
            return null;
        CollectionShape shape = ShapeOf(type, types.Compilation)!;
        bool isCompared = shape.Comparer.Length > 0 && parts[0].SpecialType is SpecialType.System_String && !types.IsPlain;
        return new CollectionCodec(codec.Key, codec.Type, codec.Name, type.IsValueType, element, entry, Fill(shape, codec.Type, element, entry, isCompared));
    }

    public static CollectionCodec? ParseArray(IArrayTypeSymbol type, CodecIdentity codec, string path, TypeParser types) =>
        types.Parse(type.ElementType, path) is { } element
            ? new(codec.Key, codec.Type, codec.Name, IsValueType: false, element, Entry: null, Fill(CollectionTable.OfArray, codec.Type, element, null, isCompared: false))
            : null;

    public static GridCodec? ParseGrid(IArrayTypeSymbol type, CodecIdentity codec, string path, TypeParser types)
    {
        ITypeSymbol vector = types.Compilation.CreateArrayTypeSymbol(type.ElementType, elementNullableAnnotation: type.ElementNullableAnnotation);
        if (types.Parse(type.ElementType, path) is not { } element || types.Parse(vector, path) is not { } items)
            return null;
        string lengths = string.Join(", ", Enumerable.Range(0, type.Rank).Select(static i => "length" + i));
        return new(codec.Key, codec.Type, codec.Name, element, items, type.Rank, items.Form is WireForm.Method, Made: NewGrid(type, lengths));
    }

    private static BlockCodec? BlockOf(INamedTypeSymbol type, CodecIdentity codec, ITypeSymbol element, TypeParser types)
    {
        (string Nothing, string Span, string Finished)? found = SymbolNames.OfFramework(type) switch
        {
            "System.Memory`1" or "System.ReadOnlyMemory`1" => ("", "value.Span", $"new {codec.Type}(made)"),
            "System.ArraySegment`1" => ("value.Array is null", "value", $"new {codec.Type}(made)"),
            "System.Collections.Immutable.ImmutableArray`1" =>
                ("value.IsDefault", "value.AsSpan()", "global::System.Runtime.InteropServices.ImmutableCollectionsMarshal.AsImmutableArray(made)"),
            _ => null,
        };
        if (found is not var (nothing, span, finished) || !types.IsBlock(element))
            return null;
        ITypeSymbol array = types.Compilation.CreateArrayTypeSymbol(element).WithNullableAnnotation(NullableAnnotation.Annotated);
        return types.Parse(array, "") is { } items
            ? new(codec.Key, codec.Type, codec.Name, IsValueType: true, nothing, $"(global::System.ReadOnlySpan<{SymbolNames.InCode(element)}>){span}", items, finished)
            : null;
    }

    private static InterfaceCodec? ParseInterface(INamedTypeSymbol type, string standIn, CodecIdentity codec, string path, TypeParser types)
    {
        ITypeSymbol concrete = standIn.Length == 0
            ? types.Compilation.CreateArrayTypeSymbol(type.TypeArguments[0], elementNullableAnnotation: type.TypeArgumentNullableAnnotations[0])
            : types.Compilation.GetTypeByMetadataName(standIn)!.Construct(type.TypeArguments, type.TypeArgumentNullableAnnotations);
        if (types.Parse(concrete.WithNullableAnnotation(NullableAnnotation.NotAnnotated), path) is not { } value)
            return null;
        string copy = standIn.Length == 0 ? "global::System.Linq.Enumerable.ToArray(value)"
            : standIn.StartsWith("System.Collections.Immutable.", StringComparison.Ordinal) ? $"global::{standIn.Substring(0, standIn.IndexOf('`'))}.CreateRange(value)"
            : $"new {value.Type}(value)";
        return new(codec.Key, codec.Type, codec.Name, value, copy);
    }

    private static CollectionShape? ShapeOf(INamedTypeSymbol type, Compilation compilation)
    {
        if (CollectionTable.Find(SymbolNames.OfFramework(type)) is { } known)
            return known;
        if (RawLayout.InlineLengthOf(type) is var length and > 0)
            return CollectionTable.OfInlineArray(length);
        if (!IsOwnCollection(type, compilation))
            return null;
        return PartsOf(type).Length == 2 ? CollectionTable.OfOwnDictionary : CollectionTable.OfOwnList;
    }

    /// <summary>A class of the user's that is filled like a list or a dictionary, and holds nothing else.</summary>
    private static bool IsOwnCollection(INamedTypeSymbol type, Compilation compilation) =>
        type is { TypeKind: TypeKind.Class, IsAbstract: false }
        && !SymbolNames.IsFramework(type.ContainingAssembly)
        && !ContractParser.IsContract(type)
        && InterfacesOf(type, "System.Collections.Generic.ICollection`1").Count() == 1
        && CallableConstructors.Of(type, compilation).Any(static c => c.Parameters.Length == 0)
        && ObjectMember.Find(type, compilation) is { } members
        && !members.Any(static m => m.IsSettable && !SymbolNames.IsFramework(m.Symbol.ContainingAssembly));

    private static ITypeSymbol[] PartsOf(INamedTypeSymbol type)
    {
        if (CollectionTable.Find(SymbolNames.OfFramework(type)) is not null)
            return [.. type.TypeArguments];
        if (RawLayout.InlineLengthOf(type) > 0)
            return [RawLayout.InlineElementOf(type)!];
        INamedTypeSymbol face = InterfacesOf(type, "System.Collections.Generic.IDictionary`2").FirstOrDefault()
            ?? InterfacesOf(type, "System.Collections.Generic.ICollection`1").First();
        return [.. face.TypeArguments];
    }

    private static IEnumerable<INamedTypeSymbol> InterfacesOf(INamedTypeSymbol type, string name) =>
        type.AllInterfaces.Where(i => SymbolNames.OfFramework(i) == name);

    private static CollectionShape Fill(CollectionShape shape, string type, ValueModel element, ValueModel? entry, bool isCompared)
    {
        return new(
            shape.Nothing, Of(shape.Source), shape.Count.Replace("source", shape.Source == "value" ? "value" : "source"), Of(shape.Made), Of(shape.Add), Of(shape.Finished),
            isCompared ? shape.Comparer.Replace("source", "value") : "", shape.FixedCount);

        string Of(string text) => text
            .Replace("{T}", type).Replace("{E}", element.Type).Replace("{K}", element.Type).Replace("{V}", entry?.Type)
            .Replace("{C}", isCompared ? ", comparer" : "").Replace("{c}", isCompared ? "comparer" : "").Replace("{n}", isCompared ? "comparer" : "null");
    }

    // The lengths stand in the first brackets, those of arrays within follow.
    private static string NewGrid(IArrayTypeSymbol type, string lengths)
    {
        ITypeSymbol innermost = type;
        var ranks = new System.Text.StringBuilder();
        while (innermost is IArrayTypeSymbol array)
        {
            ranks.Append('[').Append(ReferenceEquals(array, type) ? lengths : new string(',', array.Rank - 1)).Append(']');
            innermost = array.ElementType;
        }

        return $"new {SymbolNames.InCode(innermost)}{ranks}";
    }
}
