using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace ParallelGen.Generator.Parse;

/// <summary>Finds the formatters that users name with <c>[WireFormatter]</c>.</summary>
internal sealed class FormatterParser(Compilation compilation)
{
    public const string AttributeName = "ParallelGen.WireFormatterAttribute";
    private const string InterfaceName = "ParallelGen.IWireFormatter<T>";

    private readonly Lazy<ImmutableArray<INamedTypeSymbol>> _ofAssembly = new(() => [.. Named(compilation.Assembly.GetAttributes())]);

    /// <summary>The formatter of a type, in code; null if it has none, or one that does not fit.</summary>
    /// <param name="type">The type.</param>
    /// <param name="attributes">The attributes of the place where a value of it stands.</param>
    /// <param name="misfit">Why the formatter does not fit.</param>
    public string? Find(ITypeSymbol type, ImmutableArray<AttributeData> attributes, out string? misfit)
    {
        misfit = null;
        if (!attributes.IsDefaultOrEmpty && Choose(type, [.. Named(attributes)], ref misfit) is { } nearest)
            return nearest;
        if (misfit is not null)
            return null;
        foreach (INamedTypeSymbol formatter in _ofAssembly.Value)
        {
            if (Fits(formatter, type, compilation))
                return Code(formatter);
        }

        return Choose(type, [.. Named(type.OriginalDefinition.GetAttributes()).Select(f => Close(f, type))], ref misfit);
    }

    /// <summary>Whether a type can be used as a formatter at all.</summary>
    public static bool IsFormatter(INamedTypeSymbol type) => type.OriginalDefinition.AllInterfaces.Any(IsInterface);

    private string? Choose(ITypeSymbol type, ImmutableArray<INamedTypeSymbol> formatters, ref string? misfit)
    {
        if (formatters.IsEmpty)
            return null;
        if (formatters.FirstOrDefault(f => Fits(f, type, compilation)) is { } formatter)
            return Code(formatter);
        misfit = $"its formatter '{SymbolNames.InMessage(formatters[0])}' is no accessible IWireFormatter<{SymbolNames.InMessage(type.WithNullableAnnotation(NullableAnnotation.None))}>; " +
            "implement that, and make it at least internal";
        return null;
    }

    private static bool Fits(INamedTypeSymbol formatter, ITypeSymbol type, Compilation compilation) =>
        !formatter.IsUnboundGenericType
        && compilation.IsSymbolAccessibleWithin(formatter, compilation.Assembly)
        && formatter.AllInterfaces.Any(i => IsInterface(i) && SymbolEqualityComparer.Default.Equals(i.TypeArguments[0], type));

    private static INamedTypeSymbol Close(INamedTypeSymbol formatter, ITypeSymbol type) =>
        formatter.IsUnboundGenericType && type is INamedTypeSymbol generic && generic.TypeArguments.Length == formatter.TypeParameters.Length
            ? formatter.OriginalDefinition.Construct([.. generic.TypeArguments])
            : formatter;

    private static IEnumerable<INamedTypeSymbol> Named(ImmutableArray<AttributeData> attributes) => attributes
        .Where(static a => a.AttributeClass is { Name: "WireFormatterAttribute" } type && type.ToDisplayString() == AttributeName && a.ConstructorArguments.Length == 1)
        .Select(static a => a.ConstructorArguments[0].Value)
        .OfType<INamedTypeSymbol>();

    private static bool IsInterface(INamedTypeSymbol type) => type.Name == "IWireFormatter" && type.OriginalDefinition.ToDisplayString() == InterfaceName;

    private static string Code(INamedTypeSymbol formatter) => SymbolNames.InCode(formatter);
}
