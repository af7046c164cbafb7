using Microsoft.CodeAnalysis;

namespace ParallelGen.Generator.Parse;

/// <summary>A type for which the codec has a method of its own.</summary>
/// <param name="Format">The end of the method's name.</param>
/// <param name="IsColumn">Whether many values of it travel as one raw block.</param>
internal readonly record struct WireScalar(string Format, bool IsColumn)
{
    /// <summary>The scalar of a type, or of an enum's underlying type; null where there is none.</summary>
    public static WireScalar? Of(ITypeSymbol type) => type switch
    {
        INamedTypeSymbol { EnumUnderlyingType: { } underlying } => OfSpecial(underlying.SpecialType),
        _ => OfSpecial(type.SpecialType) ?? OfName(SymbolNames.OfFramework(type)),
    };

    private static WireScalar? OfSpecial(SpecialType type) => type switch
    {
        SpecialType.System_Boolean => new("Boolean", true),
        SpecialType.System_Byte => new("Byte", true),
        SpecialType.System_SByte => new("SByte", true),
        SpecialType.System_Int16 => new("Int16", true),
        SpecialType.System_UInt16 => new("UInt16", true),
        SpecialType.System_Int32 => new("Int32", true),
        SpecialType.System_UInt32 => new("UInt32", true),
        SpecialType.System_Int64 => new("Int64", true),
        SpecialType.System_UInt64 => new("UInt64", true),
        SpecialType.System_Char => new("Char", true),
        SpecialType.System_Single => new("Single", true),
        SpecialType.System_Double => new("Double", true),
        SpecialType.System_IntPtr => new("IntPtr", false),
        SpecialType.System_UIntPtr => new("UIntPtr", false),
        SpecialType.System_Decimal => new("Decimal", false),
        SpecialType.System_DateTime => new("DateTime", false),
        SpecialType.System_String => new("String", false),
        _ => null,
    };

    private static WireScalar? OfName(string? name) => name switch
    {
        "System.Half" => new("Half", true),
        "System.Int128" => new("Int128", true),
        "System.UInt128" => new("UInt128", true),
        "System.Guid" => new("Guid", true),
        "System.TimeSpan" => new("TimeSpan", true),
        "System.DateTimeOffset" => new("DateTimeOffset", false),
        "System.DateOnly" => new("DateOnly", false),
        "System.TimeOnly" => new("TimeOnly", false),
        "System.Numerics.BigInteger" => new("BigInteger", false),
        "System.Numerics.Complex" => new("Complex", false),
        "System.Text.Rune" => new("Rune", false),
        "System.Index" => new("Index", false),
        "System.Range" => new("Range", false),
        "System.Uri" => new("Uri", false),
        "System.Version" => new("Version", false),
        _ => null,
    };
}
