using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ParallelGen.Generator.Parse;

namespace ParallelGen.Generator.Diagnostics;

/// <summary>How analyzers come to the marked methods of a compilation.</summary>
internal static class MarkedMethods
{
    /// <summary>An action for methods that calls another for each one that is marked.</summary>
    public static Action<SymbolAnalysisContext> Each(Action<SymbolAnalysisContext, IMethodSymbol, MarkerAttribute> check) => context =>
    {
        // Both parts of a partial method have the attributes of both; the definition speaks for them.
        if (context.Symbol is IMethodSymbol { PartialDefinitionPart: null } method && MarkerAttribute.Of(method) is { } attribute)
            check(context, method, attribute);
    };

    public static bool IsToken(IParameterSymbol parameter) => SymbolNames.OfFramework(parameter.Type) == "System.Threading.CancellationToken";
}
