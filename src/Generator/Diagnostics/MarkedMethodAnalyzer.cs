using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using ParallelGen.Generator.Model;
using ParallelGen.Generator.Parse;

namespace ParallelGen.Generator.Diagnostics;

/// <summary>
/// Says which rules a marked method breaks, those that make the generator's parser skip it, and which give the same generated method,
/// within a type or a namespace.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MarkedMethodAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        Descriptors.NotStatic, Descriptors.NotAccessible, Descriptors.ByReference, Descriptors.OpenGeneric, Descriptors.NotOrdinary,
        Descriptors.ReservedName, Descriptors.CannotCross, Descriptors.OldLanguage, Descriptors.AsyncVoid, Descriptors.ImpossibleValue,
        Descriptors.TakenName, Descriptors.RetriesWithoutIdempotent, Descriptors.DeclaredTwice, Descriptors.LeftBehind,
        Descriptors.SameSignature, Descriptors.SameSignatureInNamespace,
    ];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationStartAction(static start =>
        {
            if (!MarkerAttribute.IsKnown(start.Compilation))
                return;
            var parsed = new ParsedMethods(start.Compilation);
            var survivors = new ConcurrentBag<(MethodModel Model, IMethodSymbol Symbol)>();
            start.RegisterSymbolAction(
                symbol => Check((IMethodSymbol)symbol.Symbol, parsed, symbol.ReportDiagnostic, symbol.CancellationToken), SymbolKind.Method);
            start.RegisterSymbolAction(symbol => CheckType(symbol, parsed, survivors), SymbolKind.NamedType);
            start.RegisterCompilationEndAction(end =>
            {
                foreach (var space in survivors.GroupBy(static m => m.Model.Home.Namespace, StringComparer.Ordinal))
                    ReportCollisions(Descriptors.SameSignatureInNamespace, [.. space], end.ReportDiagnostic);
            });

            // Symbol actions see neither local functions nor lambdas.
            start.RegisterSyntaxNodeAction(
                node => CheckNested(node, ((LocalFunctionStatementSyntax)node.Node).AttributeLists, parsed), SyntaxKind.LocalFunctionStatement);
            start.RegisterSyntaxNodeAction(
                node => CheckNested(node, ((LambdaExpressionSyntax)node.Node).AttributeLists, parsed),
                SyntaxKind.ParenthesizedLambdaExpression, SyntaxKind.SimpleLambdaExpression);
        });
    }

    private static void CheckNested(SyntaxNodeAnalysisContext context, SyntaxList<AttributeListSyntax> attributes, ParsedMethods parsed)
    {
        if (attributes.Count == 0)
            return;
        ISymbol? symbol = context.Node is LambdaExpressionSyntax
            ? context.SemanticModel.GetSymbolInfo(context.Node, context.CancellationToken).Symbol
            : context.SemanticModel.GetDeclaredSymbol(context.Node, context.CancellationToken);
        if (symbol is IMethodSymbol method)
            Check(method, parsed, context.ReportDiagnostic, context.CancellationToken);
    }

    private static void Check(IMethodSymbol method, ParsedMethods parsed, Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        if (parsed.Of(method, cancellationToken) is not { } result)
            return;
        foreach (Rejection found in result.Rejections.Concat(result.Hints))
            report(found.ToDiagnostic());
    }

    private static void CheckType(SymbolAnalysisContext context, ParsedMethods parsed, ConcurrentBag<(MethodModel, IMethodSymbol)> survivors)
    {
        var methods = new List<(MethodModel Model, IMethodSymbol Symbol)>();
        foreach (IMethodSymbol method in ((INamedTypeSymbol)context.Symbol).GetMembers().OfType<IMethodSymbol>())
        {
            if (parsed.Of(method, context.CancellationToken)?.Model is { } model)
                methods.Add((model, method));
        }

        HashSet<ulong> colliding = ReportCollisions(Descriptors.SameSignature, methods, context.ReportDiagnostic);
        foreach (var method in methods.Where(m => !colliding.Contains(m.Model.Id)))
            survivors.Add(method);
    }

    private static HashSet<ulong> ReportCollisions(
        DiagnosticDescriptor rule, IReadOnlyList<(MethodModel Model, IMethodSymbol Symbol)> methods, Action<Diagnostic> report)
    {
        var symbols = new Dictionary<ulong, IMethodSymbol>();
        foreach ((MethodModel model, IMethodSymbol symbol) in methods)
            symbols[model.Id] = symbol;
        var colliding = new HashSet<ulong>();
        foreach ((MethodModel method, MethodModel other, string name) in SignatureCollisions.Find(methods.Select(static m => m.Model)))
        {
            colliding.Add(method.Id);
            IMethodSymbol symbol = symbols[method.Id];
            report(Diagnostic.Create(rule, Spans.OfName(symbol), SymbolNames.InMessage(symbol), SymbolNames.InMessage(symbols[other.Id]), name));
        }

        return colliding;
    }
}
