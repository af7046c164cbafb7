using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using ParallelGen.Generator.Diagnostics;

namespace ParallelGen.CodeFixes;

/// <summary>Lets the loops of a method look at the token that it has.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class LookAtTokenFix() : Fix("Look at the token in the loop", Descriptors.IgnoredToken)
{
    private protected override async Task<bool> PrepareAsync(
        FixRun run, Document document, SemanticModel model, SyntaxNode node, CancellationToken cancellationToken)
    {
        if (node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } declaration
            || model.GetDeclaredSymbol(declaration, cancellationToken)?.Parameters.FirstOrDefault(MarkedMethods.IsToken) is not { } token)
        {
            return false;
        }

        DocumentEditor editor = await run.Editor.GetDocumentEditorAsync(document.Id, cancellationToken).ConfigureAwait(false);
        return LoopCheck.Add(editor, declaration, token.Name);
    }
}
