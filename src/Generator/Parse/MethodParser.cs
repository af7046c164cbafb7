using Microsoft.CodeAnalysis;
using ParallelGen.Generator.Diagnostics;
using ParallelGen.Generator.Model;

namespace ParallelGen.Generator.Parse;

/// <summary>Decides all about one marked method.</summary>
internal static class MethodParser
{
    public static ParsedMethod Parse(
        IMethodSymbol method, MarkerAttribute attribute, Compilation compilation, CancellationToken cancellationToken)
    {
        if (KindRules.Check(method, attribute) is { } notOrdinary)
            return new(null, [notOrdinary], []);
        if (DeclarationRules.IsBroken(method, cancellationToken))
            return new(null, [], []);

        var rejections = MethodRules.Check(method, attribute, compilation).ToList();
        if (rejections.Any(static r => r.Rule == Descriptors.OpenGeneric))
            return new(null, rejections, []);

        var hints = new List<Rejection>();
        var types = new TypeParser(compilation, cancellationToken);
        MethodResult result = MethodResult.Parse(method);
        ValueModel? value = ParseResult(method, result, types, rejections, hints);
        var parameters = method.Parameters.Select(p => ParseParameter(p, types, rejections, hints)).ToEquatableArray();
        if (rejections.Count > 0)
            return new(null, rejections, hints);

        ulong id = IdOf(method);
        string className = HomeParser.ClassNameOf(method, id);
        IParameterSymbol[] mappable = [.. method.Parameters.Where(static p => !IsToken(p))];
        EquatableArray<MapModel> maps = ParseMaps([.. parameters.Select(static p => p.Value).OfType<ValueModel>()]);
        HomeModel home = HomeParser.Parse(method.ContainingType);
        return new(
            new(
                home,
                id,
                className,
                home.DisplayName + "." + method.Name,
                SymbolNames.InCode(method.ContainingType) + "." + SymbolNames.Escape(method.Name),
                method.GetDocumentationCommentId() ?? "",
                Visibility.IsPublic(method),
                CarriedAttributes.OfMethod(method),
                CarriedAttributes.DiagnosticsOf(method, types.Named),
                attribute.TimeoutMilliseconds,
                attribute.Idempotent ? attribute.MaxAttempts : 1,
                parameters,
                value,
                result.IsAwaited,
                IsForgiven: result.IsAwaited && method.ReturnType is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.Annotated },
                maps,
                new ShapeParser(attribute.BaseNameOf(method), className, value?.Type, mappable, method.Parameters.FirstOrDefault(IsToken)).Parse(maps, attribute.EveryWorker),
                types.Codecs),
            rejections,
            hints);
    }

    private static ValueModel? ParseResult(
        IMethodSymbol method, MethodResult result, TypeParser types, List<Rejection> rejections, List<Rejection> hints)
    {
        if (result.Type is not { } type || method.ReturnsByRef || method.ReturnsByRefReadonly)
            return null;
        ValueModel? value = result.IsStream
            ? types.Reject<ValueModel>(type, "", "streamed results are not supported yet; return an array or a list")
            : types.Parse(type, "", method.GetReturnTypeAttributes());
        if (value is null)
            rejections.Add(CannotCross(types, Spans.OfReturnType(method)));
        AddHints(hints, types, method, Spans.OfReturnType);
        return value;
    }

    private static ParameterModel ParseParameter(
        IParameterSymbol parameter, TypeParser types, List<Rejection> rejections, List<Rejection> hints)
    {
        if (IsToken(parameter) || MethodRules.IsByReference(parameter))
            return new(null);
        ValueModel? value = types.Parse(parameter.Type, "", parameter.GetAttributes());
        if (value is null)
            rejections.Add(CannotCross(types, Spans.OfParameterType(parameter)));
        AddHints(hints, types, parameter, Spans.OfParameterType);
        return new(value);
    }

    private static EquatableArray<MapModel> ParseMaps(ValueModel[] arguments)
    {
        int[] all = [.. Enumerable.Range(0, arguments.Length)];
        var maps = new List<MapModel>();
        if (all.Length > 0)
            maps.Add(Map("Map", [0], [.. all.Skip(1)]));
        if (all.Length > 1)
            maps.Add(Map("TupleMap", all, []));
        return maps.ToEquatableArray();

        MapModel Map(string property, int[] items, int[] others) => new(
            property, property + "Shape", items.ToEquatableArray(), others.ToEquatableArray(), items.All(i => arguments[i].IsColumn));
    }

    private static Rejection CannotCross(TypeParser types, Location location) =>
        new(Descriptors.CannotCross, location, types.Rejection!.Path, types.Rejection.Reason);

    // A type is parsed once: its hint stands where it is met first.
    private static void AddHints<T>(List<Rejection> hints, TypeParser types, T symbol, Func<T, Location> locate)
    {
        foreach (string member in types.LeftBehind.Where(m => !hints.Any(h => h.Arguments[0] == m)).ToArray())
            hints.Add(new(Descriptors.LeftBehind, locate(symbol), member));
    }

    private static bool IsToken(IParameterSymbol parameter) =>
        SymbolNames.OfFramework(parameter.Type) == "System.Threading.CancellationToken";

    internal static ulong IdOf(IMethodSymbol method)
    {
        INamedTypeSymbol type = method.ContainingType;
        IEnumerable<string> names = method.Parameters.Select(static p => SymbolNames.InSignature(p.Type));
        return SignatureHash.Of($"{SymbolNames.InSignature(method.ReturnType)} {SymbolNames.InSignature(type)}.{method.Name}({string.Join(",", names)})");
    }
}
