using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using ParallelGen.Generator.Parse;

namespace ParallelGen.Generator.Diagnostics;

/// <summary>Says which types named by <c>[RemoteException]</c> can't come back as themselves.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RemoteExceptionAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.NoRemoteException];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterSyntaxNodeAction(Check, SyntaxKind.Attribute);
    }

    private static void Check(SyntaxNodeAnalysisContext context)
    {
        var attribute = (AttributeSyntax)context.Node;
        if (attribute.ArgumentList?.Arguments.FirstOrDefault()?.Expression is TypeOfExpressionSyntax named
            && context.SemanticModel.GetTypeInfo(attribute, context.CancellationToken).Type?.ToDisplayString() == RemoteExceptionParser.AttributeName
            && context.SemanticModel.GetTypeInfo(named.Type, context.CancellationToken).Type is { TypeKind: not TypeKind.Error } type
            && RemoteExceptionParser.Problem(type, context.Compilation) is { } reason)
        {
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.NoRemoteException, named.GetLocation(), SymbolNames.InMessage(type), reason));
        }
    }
}
