using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ParallelGen.Generator.Parse;
using ParallelGen.Generator.Reach;

namespace ParallelGen.Generator.Diagnostics;

/// <summary>Says where a marked method, or what it calls, touches what a worker does not share with the caller.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ReachAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [Descriptors.WritesStatic, Descriptors.ReadsStatic, Descriptors.AmbientState, Descriptors.ReadsConsole, Descriptors.CreatesShared];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (!MarkerAttribute.IsKnown(start.Compilation))
                return;
            var bodies = new MethodBodies(start.Compilation);
            var workerState = new WorkerState(start.Compilation, bodies);
            start.RegisterSymbolAction(MarkedMethods.Each((symbol, method, _) => Check(symbol, method, bodies, workerState)), SymbolKind.Method);
        });
    }

    private static void Check(SymbolAnalysisContext context, IMethodSymbol method, MethodBodies bodies, WorkerState workerState)
    {
        Finding[] findings = [.. Reachable.From(method, bodies, context.CancellationToken)];
        foreach (Finding finding in findings)
        {
            if (finding.Kind is UseKind.ReadStatic && findings.Any(f => f.Kind is UseKind.WriteStatic && SymbolEqualityComparer.Default.Equals(f.Symbol, finding.Symbol)))
                continue;
            if (finding.Kind is UseKind.ReadStatic or UseKind.WriteStatic && workerState.Contains(finding.Symbol, context.CancellationToken))
                continue;
            context.ReportDiagnostic(Diagnostic.Create(
                RuleOf(finding.Kind), finding.Location, SymbolNames.InMessage(method), SymbolNames.InMessage(finding.Symbol), finding.Path));
        }
    }

    private static DiagnosticDescriptor RuleOf(UseKind kind) => kind switch
    {
        UseKind.WriteStatic => Descriptors.WritesStatic,
        UseKind.ReadStatic => Descriptors.ReadsStatic,
        UseKind.AmbientState => Descriptors.AmbientState,
        UseKind.CreateShared => Descriptors.CreatesShared,
        _ => Descriptors.ReadsConsole,
    };
}
