using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ParallelGen.Generator.Parse;
using ParallelGen.Generator.Reach;

namespace ParallelGen.Generator.Diagnostics;

/// <summary>Says which arrays a marked method only reads, so that it needs no array of its own.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CopiedArrayAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.CopiedArray];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (MarkerAttribute.IsKnown(start.Compilation) && start.Compilation.GetTypeByMetadataName("System.ReadOnlyMemory`1") is { } memory)
                start.RegisterSymbolAction(MarkedMethods.Each((symbol, method, _) => Check(symbol, method, memory)), SymbolKind.Method);
        });
    }

    private static void Check(SymbolAnalysisContext context, IMethodSymbol method, INamedTypeSymbol memory)
    {
        IMethodSymbol implementation = method.PartialImplementationPart ?? method;
        foreach (IParameterSymbol parameter in implementation.Parameters)
        {
            if (parameter is { IsParams: false, RefKind: RefKind.None, Type: IArrayTypeSymbol { IsSZArray: true, NullableAnnotation: not NullableAnnotation.Annotated } array }
                && new TypeParser(context.Compilation, context.CancellationToken) is var types
                && types.Parse(array.ElementType, "") is { IsColumn: true }
                && types.Parse(memory.Construct(array.ElementType), "") is not null
                && MethodBodies.OperationOf(method, context.Compilation, context.CancellationToken) is { } body
                && ArrayUses.AreReads(body, parameter))
            {
                context.ReportDiagnostic(Diagnostic.Create(
                    Descriptors.CopiedArray, Spans.OfParameterType(parameter), SymbolNames.InMessage(method), parameter.Name, SymbolNames.InMessage(array.ElementType)));
            }
        }
    }
}
