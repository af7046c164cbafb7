using System.Globalization;
using Microsoft.CodeAnalysis;
using ParallelGen.Generator.Model;

namespace ParallelGen.Generator.Parse;

/// <summary>Decides what of a marked method travels while it runs: parameters that report progress or are streams of items, and streamed results.</summary>
internal sealed class LaneParser(TypeParser types)
{
    private readonly List<LaneModel> _lanes = [];

    /// <summary>The lanes of the parameters so far.</summary>
    public EquatableArray<LaneModel> Lanes => _lanes.ToEquatableArray();

    /// <summary>Whether the parameter is a lane: it stands behind those that are sent with the call, and can't be mapped.</summary>
    public static bool IsLane(IParameterSymbol parameter) => MethodsOf(parameter.Type) is not null;

    /// <summary>Whether items stream to the method or from it, which can't be taken back.</summary>
    public static bool HasStreams(IMethodSymbol method) =>
        MethodResult.Parse(method).IsStream || method.Parameters.Any(static p => MethodsOf(p.Type) is { Open: "OpenItems" });

    /// <summary>Finds out how the items of such a parameter travel; null if they can't.</summary>
    public ValueModel? Parse(IParameterSymbol parameter)
    {
        var type = (INamedTypeSymbol)parameter.Type;
        if (types.Parse(type.TypeArguments[0], "") is not { } item)
            return null;
        string className = "Lane" + (_lanes.Count + 1).ToString(CultureInfo.InvariantCulture);
        _lanes.Add(new(className, item));
        (string add, string open) = MethodsOf(type)!.Value;
        return new(SymbolNames.InCode(type), WireForm.Lane, add, open, className, IsColumn: false,
            IsForgiven: type.NullableAnnotation is not NullableAnnotation.Annotated);
    }

    /// <summary>Finds out how the items travel that a method yields; null if they can't.</summary>
    public LaneModel? ParseResults(ITypeSymbol type) =>
        types.Parse(((INamedTypeSymbol)type).TypeArguments[0], "") is { } item ? new("ResultLane", item) : null;

    // What the caller's side adds it with, and the worker's side opens it with.
    private static (string Add, string Open)? MethodsOf(ITypeSymbol type) => SymbolNames.OfFramework(type) switch
    {
        "System.IProgress`1" => ("AddReports", "OpenReports"),
        "System.Collections.Generic.IAsyncEnumerable`1" => ("AddSource", "OpenItems"),
        _ => null,
    };
}
