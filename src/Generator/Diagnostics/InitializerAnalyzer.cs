using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using ParallelGen.Generator.Parse;

namespace ParallelGen.Generator.Diagnostics;

/// <summary>Says which worker initializers and cleanups no worker can call.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class InitializerAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.MistypedInitializer];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationStartAction(static start =>
        {
            if (!WorkerHook.IsKnown(start.Compilation))
                return;
            start.RegisterSymbolAction(
                static symbol => Check((IMethodSymbol)symbol.Symbol, symbol.Compilation, symbol.ReportDiagnostic, symbol.CancellationToken),
                SymbolKind.Method);

            // Symbol actions don't see local functions.
            start.RegisterSyntaxNodeAction(
                static node =>
                {
                    if (((LocalFunctionStatementSyntax)node.Node).AttributeLists.Count > 0
                        && node.SemanticModel.GetDeclaredSymbol(node.Node, node.CancellationToken) is IMethodSymbol function)
                    {
                        Check(function, node.Compilation, node.ReportDiagnostic, node.CancellationToken);
                    }
                },
                SyntaxKind.LocalFunctionStatement);
        });
    }

    private static void Check(IMethodSymbol method, Compilation compilation, Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        if (method.PartialDefinitionPart is not null || WorkerHook.Of(method) is not { } hook)
            return;
        foreach (Rejection rejection in HookRules.Check(method, hook, compilation, cancellationToken))
            report(rejection.ToDiagnostic());
    }
}
