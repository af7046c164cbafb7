using Microsoft.CodeAnalysis;

namespace ParallelGen.Generator.Parse;

/// <summary>A type for which the codec has a method of its own.</summary>
/// <param name="Writer">The end of the name of the writer's method.</param>
/// <param name="Reader">The end of the name of the reader's.</param>
/// <param name="IsColumn">Whether many values of it travel as one raw block.</param>
internal readonly record struct WireScalar(string Writer, string Reader, bool IsColumn)
{
    private WireScalar(string name, bool isColumn)
        : this(name, name, isColumn)
    {
    }

    /// <summary>The scalar of a type, or of an enum's underlying type; null where there is none.</summary>
    /// <param name="type">The type.</param>
    /// <param name="isPlain">Whether it must have the bytes that MessagePack-CSharp gives it.</param>
    public static WireScalar? Of(ITypeSymbol type, bool isPlain) => type switch
    {
        INamedTypeSymbol { EnumUnderlyingType: { } underlying } => OfSpecial(underlying.SpecialType),
        _ => OfSpecial(type.SpecialType) ?? OfName(SymbolNames.OfFramework(type), isPlain),
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

    private static WireScalar? OfName(string? name, bool isPlain) => name switch
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
        "System.Numerics.Complex" => new("Complex", true),
        "System.Text.Rune" => new("Rune", false),
        "System.Index" => new("Index", false),
        "System.Range" => new("Range", false),
        "System.Uri" => new("Uri", false),
        "System.Version" => new("Version", false),
        "System.Text.StringBuilder" => new("StringBuilder", false),
        "System.Globalization.CultureInfo" => new("CultureInfo", false),
        "System.Net.IPAddress" => new("IPAddress", false),
        "System.Net.IPEndPoint" => new("IPEndPoint", false),
        "System.Collections.BitArray" => new(isPlain ? "BitList" : "BitArray", false),
        "System.Text.Json.JsonElement" => new("JsonElement", false),
        "System.Text.Json.JsonDocument" => new("JsonDocument", false),
        "System.Text.Json.Nodes.JsonNode" or "System.Text.Json.Nodes.JsonObject" or "System.Text.Json.Nodes.JsonArray" =>
            new("JsonNode", $"JsonNode<global::{name}>", false),
        _ => null,
    };
}
