using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ParallelGen.Generator.Parse;

/// <summary>Constants as C# expressions.</summary>
internal static class Literals
{
    /// <summary>The default value of a parameter; null if it has none, or none that code can say.</summary>
    public static string? DefaultOf(IParameterSymbol parameter)
    {
        if (!parameter.HasExplicitDefaultValue)
            return null;
        ITypeSymbol type = parameter.Type;
        if (parameter.ExplicitDefaultValue is not { } value)
        {
            if (type.IsReferenceType)
                return type.NullableAnnotation is NullableAnnotation.Annotated ? "null" : "null!";
            return IsNullable(type) ? "null" : "default";
        }

        ITypeSymbol target = IsNullable(type) ? ((INamedTypeSymbol)type).TypeArguments[0] : type;
        if (Of(value) is not { } literal)
            return null;
        return target.TypeKind is TypeKind.Enum ? $"({SymbolNames.InCode(target)})({literal})" : literal;
    }

    /// <summary>A constant; null for a type that has no literals.</summary>
    public static string? Of(object value) => value switch
    {
        bool b => b ? "true" : "false",
        string s => SymbolDisplay.FormatLiteral(s, quote: true),
        char c => SymbolDisplay.FormatLiteral(c, quote: true),
        float f => Special(f, "float") ?? f.ToString("R", CultureInfo.InvariantCulture) + "F",
        double d => Special(d, "double") ?? d.ToString("R", CultureInfo.InvariantCulture) + "D",
        decimal m => m.ToString(CultureInfo.InvariantCulture) + "M",
        uint u => u.ToString(CultureInfo.InvariantCulture) + "U",
        long l => l.ToString(CultureInfo.InvariantCulture) + "L",
        ulong u => u.ToString(CultureInfo.InvariantCulture) + "UL",
        byte or sbyte or short or ushort or int => ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
        _ => null,
    };

    private static string? Special(double value, string type) => value switch
    {
        double.NaN => type + ".NaN",
        double.PositiveInfinity => type + ".PositiveInfinity",
        double.NegativeInfinity => type + ".NegativeInfinity",
        _ => null,
    };

    private static bool IsNullable(ITypeSymbol type) => type.OriginalDefinition.SpecialType is SpecialType.System_Nullable_T;
}
