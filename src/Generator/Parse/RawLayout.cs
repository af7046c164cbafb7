using Microsoft.CodeAnalysis;

namespace ParallelGen.Generator.Parse;

/// <summary>
/// Which structs travel as the memory that they are: those of numbers alone, without padding between them, whose bytes would be whatever
/// lay there before. Every pattern of bits must be a value.
/// </summary>
internal static class RawLayout
{
    private const string InlineArray = "System.Runtime.CompilerServices.InlineArrayAttribute";

    // Broken code may have a struct that contains itself, which ends here.
    private const int MaxDepth = 64;

    /// <summary>Whether values of the struct may travel as memory.</summary>
    public static bool IsRaw(ITypeSymbol type, Compilation compilation) =>
        type is INamedTypeSymbol { TypeKind: TypeKind.Struct } && Measure(type, compilation, 0) is not null;

    /// <summary>The number of elements of an inline array; 0 for any other type.</summary>
    public static int InlineLengthOf(INamedTypeSymbol type) =>
        type.GetAttributes().FirstOrDefault(static a => a.AttributeClass is { } c && SymbolNames.OfFramework(c) == InlineArray) is { } attribute
        && MemberRules.Argument(attribute, 0) is int length
        && InlineElementOf(type) is not null
            ? length
            : 0;

    public static ITypeSymbol? InlineElementOf(INamedTypeSymbol type) => Fields(type).FirstOrDefault()?.Type;

    // Size and alignment; null if it is not raw.
    private static (int Size, int Alignment)? Measure(ITypeSymbol type, Compilation compilation, int depth)
    {
        if (Known(type) is { } known)
            return known;
        if (depth == MaxDepth
            || type is not INamedTypeSymbol { TypeKind: TypeKind.Struct, IsUnmanagedType: true, IsTupleType: false } named
            || SymbolNames.IsFramework(named.ContainingAssembly)
            || HasRulesOfItsOwn(named))
        {
            return null;
        }

        int pack = PackOf(named);
        IFieldSymbol[] fields = [.. Fields(named)];

        // Neither the layout nor the order of fields in metadata is seen here: only of one field it does not matter.
        if (fields.Length == 0 || pack < 0 || (fields.Length > 1 && !named.Locations.Any(static l => l.IsInSource)))
            return null;
        int size = 0;
        int largest = 1;
        foreach (IFieldSymbol field in fields)
        {
            if (MeasureField(field, compilation, depth + 1) is not var (fieldSize, fieldAlignment))
                return null;
            fieldAlignment = pack > 0 ? Math.Min(pack, fieldAlignment) : fieldAlignment;
            if (size % fieldAlignment != 0)
                return null;
            size += fieldSize;
            largest = Math.Max(largest, fieldAlignment);
        }

        return size % largest != 0 ? null : (size * Math.Max(1, InlineLengthOf(named)), largest);
    }

    private static (int Size, int Alignment)? MeasureField(IFieldSymbol field, Compilation compilation, int depth)
    {
        if (!field.IsFixedSizeBuffer)
            return field.Type.SpecialType is SpecialType.System_Boolean ? null : Measure(field.Type, compilation, depth);
        ITypeSymbol element = ((IPointerTypeSymbol)field.Type).PointedAtType;
        return element.SpecialType is not SpecialType.System_Boolean && Measure(element, compilation, depth) is var (size, alignment)
            ? (size * field.FixedSize, alignment)
            : null;
    }

    private static (int Size, int Alignment)? Known(ITypeSymbol type) => ((type as INamedTypeSymbol)?.EnumUnderlyingType ?? type).SpecialType switch
    {
        SpecialType.System_Byte or SpecialType.System_SByte => (1, 1),
        SpecialType.System_Int16 or SpecialType.System_UInt16 or SpecialType.System_Char => (2, 2),
        SpecialType.System_Int32 or SpecialType.System_UInt32 or SpecialType.System_Single => (4, 4),
        SpecialType.System_Int64 or SpecialType.System_UInt64 or SpecialType.System_Double => (8, 8),
        _ => SymbolNames.OfFramework(type) switch
        {
            "System.Half" => (2, 2),
            "System.Guid" => (16, 4),
            "System.TimeSpan" => (8, 8),
            "System.Numerics.Complex" => (16, 8),
            "System.Numerics.Vector2" => (8, 4),
            "System.Numerics.Vector3" => (12, 4),
            "System.Numerics.Vector4" or "System.Numerics.Quaternion" or "System.Numerics.Plane" => (16, 4),
            "System.Numerics.Matrix3x2" => (24, 4),
            "System.Numerics.Matrix4x4" => (64, 4),
            _ => null,
        },
    };

    // The packing that the type asks for, 0 for none; -1 for a layout that is not one field after the other.
    private static int PackOf(INamedTypeSymbol type)
    {
        if (type.GetAttributes().FirstOrDefault(static a => a.AttributeClass?.Name is "StructLayoutAttribute") is not { } attribute)
            return 0;
        int kind = MemberRules.Argument(attribute, 0) is { } value ? Convert.ToInt32(value, System.Globalization.CultureInfo.InvariantCulture) : 3;
        if (kind != 0 || attribute.NamedArguments.Any(static a => a.Key == "Size" && a.Value.Value is not 0))
            return -1;
        return attribute.NamedArguments.FirstOrDefault(static a => a.Key == "Pack").Value.Value as int? ?? 0;
    }

    private static bool HasRulesOfItsOwn(INamedTypeSymbol type) =>
        ContractParser.IsContract(type)
        || MemberRules.HasFormatter(type)
        || type.GetMembers().Any(static m => MemberRules.IsIgnored(m) || MemberRules.HasFormatter(m));

    private static IEnumerable<IFieldSymbol> Fields(INamedTypeSymbol type) =>
        type.GetMembers().OfType<IFieldSymbol>().Where(static f => !f.IsStatic && !f.IsConst);
}
