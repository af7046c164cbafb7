using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using ParallelGen.Generator.Diagnostics;

namespace ParallelGen.CodeFixes;

/// <summary>Gives a method a token, at which its loops look. It has a default value, so that nobody who calls the method must change.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class AddTokenFix() : Fix("Add a CancellationToken", Descriptors.TimeoutWithoutToken)
{
    private protected override async Task<bool> PrepareAsync(
        FixRun run, Document document, SemanticModel model, SyntaxNode node, CancellationToken cancellationToken)
    {
        if (node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } declaration
            || declaration.Modifiers.Any(SyntaxKind.PartialKeyword)
            || model.Compilation.GetTypeByMetadataName("System.Threading.CancellationToken") is not { } type)
        {
            return false;
        }

        DocumentEditor editor = await run.Editor.GetDocumentEditorAsync(document.Id, cancellationToken).ConfigureAwait(false);
        string name = NameIn(declaration);
        if (!LoopCheck.Add(editor, declaration, name))
            return false;
        var parameter = (ParameterSyntax)editor.Generator.ParameterDeclaration(
            name, editor.Generator.TypeExpression(type), SyntaxFactory.LiteralExpression(SyntaxKind.DefaultLiteralExpression));
        editor.ReplaceNode(declaration.ParameterList, (current, _) => With((ParameterListSyntax)current, parameter));
        return true;
    }

    private static ParameterListSyntax With(ParameterListSyntax list, ParameterSyntax parameter)
    {
        bool hasParams = list.Parameters.LastOrDefault() is { } last && last.Modifiers.Any(SyntaxKind.ParamsKeyword);
        return list.WithParameters(list.Parameters.Insert(list.Parameters.Count - (hasParams ? 1 : 0), parameter));
    }

    private static string NameIn(MethodDeclarationSyntax declaration)
    {
        var taken = new HashSet<string>(
            declaration.DescendantTokens().Where(static t => t.IsKind(SyntaxKind.IdentifierToken)).Select(static t => t.ValueText), StringComparer.Ordinal);
        return FixRun.Unique("cancellationToken", taken.Contains);
    }
}
