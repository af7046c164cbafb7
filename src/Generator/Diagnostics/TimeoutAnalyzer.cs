using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ParallelGen.Generator.Parse;
using ParallelGen.Generator.Reach;

namespace ParallelGen.Generator.Diagnostics;

/// <summary>Says where a marked method has a time limit, and loops that could end at it if they had a token.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TimeoutAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.TimeoutWithoutToken];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (MarkerAttribute.IsKnown(start.Compilation))
                start.RegisterSymbolAction(MarkedMethods.Each(Check), SymbolKind.Method);
        });
    }

    private static void Check(SymbolAnalysisContext context, IMethodSymbol method, MarkerAttribute attribute)
    {
        if (attribute.TimeoutMilliseconds > 0
            && !method.Parameters.Any(MarkedMethods.IsToken)
            && !MethodResult.Parse(method).IsStream // it can end at a result
            && MethodBodies.OperationOf(method, context.Compilation, context.CancellationToken) is { } body
            && Loops.Of(body).Any())
        {
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.TimeoutWithoutToken, Spans.OfName(method), SymbolNames.InMessage(method)));
        }
    }
}
