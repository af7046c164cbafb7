using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ParallelGen.Generator.Parse;

namespace ParallelGen.Generator.Diagnostics;

/// <summary>Says which calls in a pool nobody awaits: those whose task or stream is dropped, or put into a variable that nothing reads.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnawaitedCallAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.UnawaitedCall];

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
        if (!method.IsExtensionMethod || !IsDropped(invocation) || !GeneratedCode.IsPoolCall(method))
            return;
        context.ReportDiagnostic(Diagnostic.Create(Descriptors.UnawaitedCall, invocation.Syntax.GetLocation(), SymbolNames.InMessage(method)));
    }

    private static bool IsDropped(IInvocationOperation invocation)
    {
        IOperation? user = invocation.Parent;
        while (user is IConditionalAccessOperation or IParenthesizedOperation or IInvocationOperation { TargetMethod.Name: "ConfigureAwait" })
            user = user.Parent;
        return user switch
        {
            IExpressionStatementOperation => true,
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Parent: not IUsingOperation } declarator } => !IsRead(declarator),
            _ => false,
        };
    }

    private static bool IsRead(IVariableDeclaratorOperation declarator)
    {
        IOperation root = declarator;
        while (root.Parent is { } parent)
            root = parent;
        return root.Descendants().Any(o =>
            o is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, declarator.Symbol));
    }
}
