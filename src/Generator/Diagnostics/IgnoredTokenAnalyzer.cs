using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ParallelGen.Generator.Parse;
using ParallelGen.Generator.Reach;

namespace ParallelGen.Generator.Diagnostics;

/// <summary>Says where a marked method takes a token and loops without ever looking at it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class IgnoredTokenAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.IgnoredToken];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (MarkerAttribute.IsKnown(start.Compilation))
                start.RegisterSymbolAction(MarkedMethods.Each(static (symbol, method, _) => Check(symbol, method)), SymbolKind.Method);
        });
    }

    private static void Check(SymbolAnalysisContext context, IMethodSymbol method)
    {
        // A token counts as the body's own parameter, which is the implementation's in a partial method.
        IMethodSymbol implementation = method.PartialImplementationPart ?? method;
        if (implementation.Parameters.FirstOrDefault(MarkedMethods.IsToken) is not { } token
            || MethodBodies.OperationOf(method, context.Compilation, context.CancellationToken) is not { } body
            || Loops.Of(body).FirstOrDefault() is not { } loop
            || MethodResult.Parse(method).IsStream // it ends at a result, whether it looks or not
            || Loops.LookAt(body, token))
        {
            return;
        }

        context.ReportDiagnostic(Diagnostic.Create(Descriptors.IgnoredToken, Loops.PlaceOf(loop), SymbolNames.InMessage(method), token.Name));
    }
}
