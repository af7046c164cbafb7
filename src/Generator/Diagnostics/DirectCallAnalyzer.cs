using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ParallelGen.Generator.Parse;

namespace ParallelGen.Generator.Diagnostics;

/// <summary>Says where a marked method is called as if it were not marked. Marked methods may call each other so: they run in a worker.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DirectCallAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.DirectCall];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (MarkerAttribute.IsKnown(start.Compilation))
                start.RegisterOperationAction(Check, OperationKind.Invocation);
        });
    }

    private static void Check(OperationAnalysisContext context)
    {
        var invocation = (IInvocationOperation)context.Operation;
        IMethodSymbol method = invocation.TargetMethod.ReducedFrom ?? invocation.TargetMethod;
        if (!method.IsStatic
            || SymbolNames.IsFramework(method.ContainingAssembly)
            || MarkerAttribute.Of(method) is not { } attribute
            || (context.ContainingSymbol is IMethodSymbol caller && MarkerAttribute.Of(caller) is not null))
        {
            return;
        }

        context.ReportDiagnostic(Diagnostic.Create(
            Descriptors.DirectCall, invocation.Syntax.GetLocation(), SymbolNames.InMessage(method), attribute.BaseNameOf(method) + "Async"));
    }
}
