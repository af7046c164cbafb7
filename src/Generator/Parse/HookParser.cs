using System.Globalization;
using Microsoft.CodeAnalysis;
using ParallelGen.Generator.Diagnostics;
using ParallelGen.Generator.Model;

namespace ParallelGen.Generator.Parse;

/// <summary>Decides all about one worker initializer or cleanup.</summary>
internal static class HookParser
{
    /// <summary>Null where no worker can call it.</summary>
    public static MethodModel? ParseInitializer(IMethodSymbol method, AttributeData attribute, Compilation compilation, CancellationToken cancellationToken)
    {
        if (!IsSound(method, attribute, compilation, cancellationToken))
            return null;
        var types = new TypeParser(compilation, cancellationToken);
        EquatableArray<ParameterModel> parameters = method.Parameters
            .Select(p => new ParameterModel(MarkedMethods.IsToken(p) ? null : types.Parse(p.Type, "", p.GetAttributes())))
            .ToEquatableArray();

        // The same method may be marked for calls, too.
        ulong id = SignatureHash.Of([MethodParser.IdOf(method)]);
        string suffix = "_" + id.ToString("x16", CultureInfo.InvariantCulture);
        string className = HomeParser.ClassNameOf(method, id);
        if (!className.EndsWith(suffix, StringComparison.Ordinal))
            className += suffix;
        HomeModel home = HomeParser.Parse(method.ContainingType);
        return new(
            home, id, className, NameOf(home, method), TargetOf(method), method.GetDocumentationCommentId() ?? "", Visibility.IsPublic(method),
            CarriedAttributes.OfMethod(method), CarriedAttributes.DiagnosticsOf(method, types.Named), 0, 1, parameters, null,
            MethodResult.Parse(method).IsAwaited, IsForgiven(method), default, UseShape.Parse(method, className), types.Codecs, IsInitializer: true);
    }

    /// <summary>Null where no worker can call it.</summary>
    public static CleanupModel? ParseCleanup(IMethodSymbol method, AttributeData attribute, Compilation compilation, CancellationToken cancellationToken) =>
        IsSound(method, attribute, compilation, cancellationToken)
            ? new(NameOf(HomeParser.Parse(method.ContainingType), method), TargetOf(method), MethodResult.Parse(method).IsAwaited, IsForgiven(method),
                CarriedAttributes.DiagnosticsOf(method, []))
            : null;

    private static bool IsSound(IMethodSymbol method, AttributeData attribute, Compilation compilation, CancellationToken cancellationToken) =>
        !DeclarationRules.IsBroken(method, cancellationToken) && !HookRules.Check(method, new(attribute), compilation, cancellationToken).Any();

    private static string NameOf(HomeModel home, IMethodSymbol method) => home.DisplayName + "." + method.Name;

    private static string TargetOf(IMethodSymbol method) => SymbolNames.InCode(method.ContainingType) + "." + SymbolNames.Escape(method.Name);

    private static bool IsForgiven(IMethodSymbol method) =>
        MethodResult.Parse(method).IsAwaited && method.ReturnType is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.Annotated };
}
