using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Operations;
using ParallelGen.Generator.Diagnostics;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace ParallelGen.CodeFixes;

/// <summary>Takes a <c>ReadOnlyMemory</c> instead of an array, and reads its span.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ReadOnlyMemoryFix() : Fix("Take a ReadOnlyMemory", Descriptors.CopiedArray)
{
    private protected override async Task<bool> PrepareAsync(
        FixRun run, Document document, SemanticModel model, SyntaxNode node, CancellationToken cancellationToken)
    {
        if (node.FirstAncestorOrSelf<ParameterSyntax>() is not { Type: { } type } parameter
            || parameter.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } declaration
            || declaration.Modifiers.Any(SyntaxKind.PartialKeyword)
            || model.GetDeclaredSymbol(parameter, cancellationToken) is not { Type: IArrayTypeSymbol array } symbol
            || model.Compilation.GetTypeByMetadataName("System.ReadOnlyMemory`1") is not { } memory
            || model.GetOperation(declaration, cancellationToken) is not { } body)
        {
            return false;
        }

        DocumentEditor editor = await run.Editor.GetDocumentEditorAsync(document.Id, cancellationToken).ConfigureAwait(false);
        editor.ReplaceNode(type, editor.Generator.TypeExpression(memory.Construct(array.ElementType)).WithTriviaFrom(type));
        foreach (IParameterReferenceOperation reference in body.Descendants().OfType<IParameterReferenceOperation>())
        {
            if (SymbolEqualityComparer.Default.Equals(reference.Parameter, symbol) && NeedsSpan(reference))
            {
                editor.ReplaceNode(reference.Syntax, static (current, _) => MemberAccessExpression(
                    SyntaxKind.SimpleMemberAccessExpression, ((ExpressionSyntax)current).WithoutTrivia(), IdentifierName("Span")).WithTriviaFrom(current));
            }
        }

        return true;
    }

    // A memory has a length, and converts to itself.
    private static bool NeedsSpan(IParameterReferenceOperation reference) => reference.Parent switch
    {
        IPropertyReferenceOperation => false,
        IConversionOperation { Type.Name: "ReadOnlyMemory" } => false,
        _ => true,
    };
}
