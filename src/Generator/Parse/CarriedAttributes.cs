using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ParallelGen.Generator.Model;

namespace ParallelGen.Generator.Parse;

/// <summary>Attributes of the user's code that generated methods and parameters carry too.</summary>
internal static class CarriedAttributes
{
    private const string Obsolete = "System.ObsoleteAttribute";
    public const string Experimental = "System.Diagnostics.CodeAnalysis.ExperimentalAttribute";

    private static readonly string[] s_ofMethods =
    [
        Obsolete, Experimental, "System.Runtime.Versioning.SupportedOSPlatformAttribute", "System.Runtime.Versioning.UnsupportedOSPlatformAttribute",
    ];

    /// <summary>Those of the method or, for each kind, of the nearest type around it.</summary>
    public static EquatableArray<string> OfMethod(IMethodSymbol method) =>
        s_ofMethods.SelectMany(name => Nearest(method, name)).Select(Print).OfType<string>().ToEquatableArray();

    /// <summary>The ids of the diagnostics that a use of the method, or of the types that it takes and gives, has, apart from the compiler's own.</summary>
    public static EquatableArray<string> DiagnosticsOf(IMethodSymbol method, IEnumerable<ISymbol> types) =>
        types.Prepend(method).SelectMany(DiagnosticsOf).Where(SyntaxFacts.IsValidIdentifier).Distinct().OrderBy(static id => id, StringComparer.Ordinal).ToEquatableArray();

    private static IEnumerable<string> DiagnosticsOf(ISymbol symbol)
    {
        IEnumerable<string?> obsolete = Nearest(symbol, Obsolete)
            .Select(static a => a.NamedArguments.FirstOrDefault(static n => n.Key == "DiagnosticId").Value.Value as string);
        return obsolete.Concat(Nearest(symbol, Experimental).Select(IdOf)).OfType<string>();
    }

    private static string? IdOf(AttributeData experimental) => experimental.ConstructorArguments.FirstOrDefault().Value as string;

    /// <summary>The caller-info attribute of a parameter that has a default, or nothing.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="isPresent">Whether the generated method has a parameter of a name.</param>
    public static string OfParameter(IParameterSymbol parameter, Func<string, bool> isPresent)
    {
        foreach (AttributeData attribute in parameter.GetAttributes())
        {
            if (attribute.AttributeClass is not { } type || SymbolNames.OfFramework(type) is not { } name)
                continue;
            if (name is "System.Runtime.CompilerServices.CallerLineNumberAttribute" && parameter.Type.SpecialType is SpecialType.System_Int32)
                return Print(attribute) ?? "";
            if (parameter.Type.SpecialType is not SpecialType.System_String)
                continue;
            if (name is "System.Runtime.CompilerServices.CallerMemberNameAttribute" or "System.Runtime.CompilerServices.CallerFilePathAttribute")
                return Print(attribute) ?? "";
            if (name is "System.Runtime.CompilerServices.CallerArgumentExpressionAttribute"
                && attribute.ConstructorArguments.FirstOrDefault().Value is string target && isPresent(target))
            {
                return Print(attribute) ?? "";
            }
        }

        return "";
    }

    private static AttributeData[] Nearest(ISymbol start, string name)
    {
        for (ISymbol? symbol = start; symbol is not null; symbol = symbol.ContainingType)
        {
            AttributeData[] found =
            [
                .. symbol.GetAttributes().Where(a => a.AttributeClass is { } type && SymbolNames.OfFramework(type) == name),
            ];
            if (found.Length > 0)
                return found;
        }

        return [];
    }

    private static string? Print(AttributeData attribute)
    {
        if (attribute.AttributeConstructor is null)
            return null; // the compiler does not accept the arguments
        IEnumerable<string?> positional = attribute.ConstructorArguments.Select(Print);
        IEnumerable<string?> named = attribute.NamedArguments.Select(
            static n => Print(n.Value) is { } value ? $"{n.Key} = {value}" : null);
        string?[] arguments = [.. positional, .. named];
        return arguments.Contains(null)
            ? null
            : $"[{SymbolNames.InCode(attribute.AttributeClass!)}{(arguments.Length == 0 ? "" : $"({string.Join(", ", arguments)})")}]";
    }

    private static string? Print(TypedConstant constant) => constant switch
    {
        { Kind: TypedConstantKind.Primitive, Value: { } value } => Literals.Of(value),
        { IsNull: true } => "null",
        _ => null,
    };
}
