using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using ParallelGen.Generator.Parse;

namespace ParallelGen.Generator.Diagnostics;

/// <summary>Says which rules a marked method breaks: those that make the generator's parser skip it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MarkedMethodAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        Descriptors.NotStatic, Descriptors.NotAccessible, Descriptors.ByReference, Descriptors.OpenGeneric, Descriptors.NotOrdinary,
        Descriptors.ReservedName, Descriptors.CannotCross, Descriptors.OldLanguage, Descriptors.AsyncVoid, Descriptors.ImpossibleValue,
        Descriptors.TakenName, Descriptors.RetriesWithoutIdempotent, Descriptors.DeclaredTwice, Descriptors.LeftBehind,
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
            start.RegisterSymbolAction(
                static symbol => Check((IMethodSymbol)symbol.Symbol, symbol.Compilation, symbol.ReportDiagnostic, symbol.CancellationToken),
                SymbolKind.Method);

            // Symbol actions see neither local functions nor lambdas.
            start.RegisterSyntaxNodeAction(
                static node => CheckNested(node, ((LocalFunctionStatementSyntax)node.Node).AttributeLists), SyntaxKind.LocalFunctionStatement);
            start.RegisterSyntaxNodeAction(
                static node => CheckNested(node, ((LambdaExpressionSyntax)node.Node).AttributeLists),
                SyntaxKind.ParenthesizedLambdaExpression, SyntaxKind.SimpleLambdaExpression);
        });
    }

    private static void CheckNested(SyntaxNodeAnalysisContext context, SyntaxList<AttributeListSyntax> attributes)
    {
        if (attributes.Count == 0)
            return;
        ISymbol? symbol = context.Node is LambdaExpressionSyntax
            ? context.SemanticModel.GetSymbolInfo(context.Node, context.CancellationToken).Symbol
            : context.SemanticModel.GetDeclaredSymbol(context.Node, context.CancellationToken);
        if (symbol is IMethodSymbol method)
            Check(method, context.Compilation, context.ReportDiagnostic, context.CancellationToken);
    }

    private static void Check(IMethodSymbol method, Compilation compilation, Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        // Both parts of a partial method have the attributes of both; the definition speaks for them.
        if (method.PartialDefinitionPart is not null || MarkerAttribute.Of(method) is not { } attribute)
            return;
        ParsedMethod parsed = MethodParser.Parse(method, attribute, compilation, cancellationToken);
        foreach (Rejection found in parsed.Rejections.Concat(parsed.Hints))
            report(found.ToDiagnostic());
    }
}
