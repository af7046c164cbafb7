using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using ParallelGen.Generator.Parse;

namespace ParallelGen.Generator.Diagnostics;

/// <summary>Says which types named by <c>[WireFormatter]</c> can't be formatters, also where no marked method would find out.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class FormatterAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.NoFormatter];

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
        if (attribute.ArgumentList?.Arguments.FirstOrDefault()?.Expression is not TypeOfExpressionSyntax named
            || context.SemanticModel.GetTypeInfo(attribute, context.CancellationToken).Type?.ToDisplayString() != FormatterParser.AttributeName
            || context.SemanticModel.GetTypeInfo(named.Type, context.CancellationToken).Type is not { TypeKind: not TypeKind.Error } type)
        {
            return;
        }

        string? reason = type is not INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct } formatter ? "it is no class or struct; give one that implements IWireFormatter<T>"
            : !FormatterParser.IsFormatter(formatter) ? "it does not implement IWireFormatter<T>; implement it for the type that it is to write"
            : formatter.IsStatic ? "it is static, and static types have no interfaces; make it sealed instead"
            : !context.Compilation.IsSymbolAccessibleWithin(formatter, context.Compilation.Assembly) ? "generated code can't reach it; make it and the types around it at least internal"
            : null;
        if (reason is not null)
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.NoFormatter, named.GetLocation(), SymbolNames.InMessage(type), reason));
    }
}
