using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ParallelGen.Generator.Model;
using ParallelGen.Generator.Parse;

namespace ParallelGen.Generator.Diagnostics;

/// <summary>Says which marked methods give the same generated method, within a type or a namespace.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CollisionAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [Descriptors.SameSignature, Descriptors.SameSignatureInNamespace];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationStartAction(static start =>
        {
            if (!MarkerAttribute.IsKnown(start.Compilation))
                return;
            var survivors = new ConcurrentBag<(MethodModel Model, IMethodSymbol Symbol)>();
            start.RegisterSymbolAction(symbol => CheckType(symbol, survivors), SymbolKind.NamedType);
            start.RegisterCompilationEndAction(end =>
            {
                foreach (var space in survivors.GroupBy(static m => m.Model.Home.Namespace, StringComparer.Ordinal))
                    Report(Descriptors.SameSignatureInNamespace, [.. space], end.ReportDiagnostic);
            });
        });
    }

    private static void CheckType(SymbolAnalysisContext context, ConcurrentBag<(MethodModel, IMethodSymbol)> survivors)
    {
        var methods = new List<(MethodModel Model, IMethodSymbol Symbol)>();
        foreach (IMethodSymbol method in ((INamedTypeSymbol)context.Symbol).GetMembers().OfType<IMethodSymbol>())
        {
            if (MarkerAttribute.Of(method) is { } attribute
                && MethodParser.Parse(method, attribute, context.Compilation, context.CancellationToken).Model is { } model)
            {
                methods.Add((model, method));
            }
        }

        HashSet<ulong> colliding = Report(Descriptors.SameSignature, methods, context.ReportDiagnostic);
        foreach (var method in methods.Where(m => !colliding.Contains(m.Model.Id)))
            survivors.Add(method);
    }

    private static HashSet<ulong> Report(
        DiagnosticDescriptor rule, IReadOnlyList<(MethodModel Model, IMethodSymbol Symbol)> methods, Action<Diagnostic> report)
    {
        var colliding = new HashSet<ulong>();
        foreach ((MethodModel method, MethodModel other, string name) in SignatureCollisions.Find(methods.Select(static m => m.Model)))
        {
            colliding.Add(method.Id);
            IMethodSymbol symbol = SymbolOf(method);
            report(Diagnostic.Create(rule, Spans.OfName(symbol), SymbolNames.InMessage(symbol), SymbolNames.InMessage(SymbolOf(other)), name));
        }

        return colliding;

        IMethodSymbol SymbolOf(MethodModel model) => methods.First(m => m.Model.Id == model.Id).Symbol;
    }
}
