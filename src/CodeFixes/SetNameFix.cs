using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using ParallelGen.Generator.Diagnostics;
using ParallelGen.Generator.Parse;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace ParallelGen.CodeFixes;

/// <summary>Names the generated methods after the method and its type: <c>DecodePng</c> for <c>Png.Decode</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class SetNameFix()
    : Fix("Name the generated methods after the type, too", Descriptors.SameSignature, Descriptors.SameSignatureInNamespace, Descriptors.ReservedName)
{
    private protected override async Task<bool> PrepareAsync(
        FixRun run, Document document, SemanticModel model, SyntaxNode node, CancellationToken cancellationToken)
    {
        if (node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } declaration
            || model.GetDeclaredSymbol(declaration, cancellationToken) is not { } method
            || MarkerAttribute.Of(method) is not { } marker
            || marker.Data.ApplicationSyntaxReference is not { } reference
            || document.Project.Solution.GetDocumentId(reference.SyntaxTree) is not { } id)
        {
            return false;
        }

        var attribute = (AttributeSyntax)await reference.GetSyntaxAsync(cancellationToken).ConfigureAwait(false);
        string name = run.Take(marker.BaseNameOf(method) + method.ContainingType.Name, new HashSet<string>(NamesIn(method.ContainingNamespace), StringComparer.Ordinal).Contains);
        DocumentEditor editor = await run.Editor.GetDocumentEditorAsync(id, cancellationToken).ConfigureAwait(false);
        editor.ReplaceNode(attribute, (current, _) => WithName((AttributeSyntax)current, name));
        return true;
    }

    private static AttributeSyntax WithName(AttributeSyntax attribute, string name)
    {
        ExpressionSyntax value = LiteralExpression(SyntaxKind.StringLiteralExpression, Literal(name));
        AttributeArgumentSyntax? given = attribute.ArgumentList?.Arguments.FirstOrDefault(static a => a.NameEquals?.Name.Identifier.ValueText == nameof(MarkerAttribute.Name));
        return given is null
            ? attribute.AddArgumentListArguments(AttributeArgument(value).WithNameEquals(NameEquals(nameof(MarkerAttribute.Name))))
            : attribute.ReplaceNode(given.Expression, value);
    }

    private static IEnumerable<string> NamesIn(INamespaceOrTypeSymbol container)
    {
        foreach (ISymbol member in container.GetMembers())
        {
            if (member is INamedTypeSymbol type)
            {
                foreach (string name in NamesIn(type))
                    yield return name;
            }
            else if (member is IMethodSymbol method && MarkerAttribute.Of(method) is { } marker)
            {
                yield return marker.BaseNameOf(method);
            }
        }
    }
}
