using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using ParallelGen.Generator.Diagnostics;

namespace ParallelGen.CodeFixes;

/// <summary>Makes a method, and the types around it that hide it, internal; what derived classes could see, they still can.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class MakeInternalFix() : Fix("Make it internal", Descriptors.NotAccessible)
{
    private protected override async Task<bool> PrepareAsync(
        FixRun run, Document document, SemanticModel model, SyntaxNode node, CancellationToken cancellationToken)
    {
        if (node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } declaration
            || model.GetDeclaredSymbol(declaration, cancellationToken) is not { } method)
        {
            return false;
        }

        for (ISymbol? symbol = method; symbol is not null; symbol = symbol.ContainingType)
        {
            Accessibility? wider = symbol.DeclaredAccessibility switch
            {
                Accessibility.Private => Accessibility.Internal,
                Accessibility.Protected or Accessibility.ProtectedAndInternal => Accessibility.ProtectedOrInternal,
                _ => null,
            };
            if (wider is { } accessibility)
                await WidenAsync(run, document, symbol, accessibility, cancellationToken).ConfigureAwait(false);
        }

        return true;
    }

    private static async Task WidenAsync(
        FixRun run, Document document, ISymbol symbol, Accessibility accessibility, CancellationToken cancellationToken)
    {
        IEnumerable<SyntaxReference> parts = symbol.DeclaringSyntaxReferences;
        if (symbol is IMethodSymbol method)
            parts = parts.Concat((method.PartialImplementationPart ?? method.PartialDefinitionPart)?.DeclaringSyntaxReferences ?? []);
        foreach (SyntaxReference part in parts)
        {
            if (document.Project.Solution.GetDocumentId(part.SyntaxTree) is not { } id)
                continue;
            SyntaxNode declaration = await part.GetSyntaxAsync(cancellationToken).ConfigureAwait(false);
            DocumentEditor editor = await run.Editor.GetDocumentEditorAsync(id, cancellationToken).ConfigureAwait(false);
            editor.ReplaceNode(declaration, (current, generator) => With((MemberDeclarationSyntax)current, accessibility, generator));
        }
    }

    // The generator leaves the parts of a partial method alone.
    private static SyntaxNode With(MemberDeclarationSyntax declaration, Accessibility accessibility, SyntaxGenerator generator)
    {
        if (declaration is not MethodDeclarationSyntax || !declaration.Modifiers.Any(SyntaxKind.PartialKeyword))
            return generator.WithAccessibility(declaration, accessibility);
        SyntaxTriviaList leading = declaration.Modifiers[0].LeadingTrivia;
        IEnumerable<SyntaxToken> others = declaration.Modifiers
            .Where(static m => !m.IsKind(SyntaxKind.PrivateKeyword) && !m.IsKind(SyntaxKind.ProtectedKeyword) && !m.IsKind(SyntaxKind.InternalKeyword))
            .Select(static (m, i) => i == 0 ? m.WithLeadingTrivia() : m);
        IEnumerable<SyntaxToken> wider = SyntaxFacts.GetText(accessibility).Split(' ').Select(static word => SyntaxFactory.ParseToken(word).WithTrailingTrivia(SyntaxFactory.Space));
        SyntaxToken[] modifiers = [.. wider, .. others];
        modifiers[0] = modifiers[0].WithLeadingTrivia(leading);
        return declaration.WithModifiers(SyntaxFactory.TokenList(modifiers));
    }
}
