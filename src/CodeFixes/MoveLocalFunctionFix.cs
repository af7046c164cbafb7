using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Operations;
using ParallelGen.Generator.Diagnostics;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace ParallelGen.CodeFixes;

/// <summary>Moves a local function that needs nothing of what is around it into a static class: one for all that stand in one type, or at the top level.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class MoveLocalFunctionFix() : Fix("Move the local function into a static class", Descriptors.NotOrdinary)
{
    private protected override Task<bool> PrepareAsync(
        FixRun run, Document document, SemanticModel model, SyntaxNode node, CancellationToken cancellationToken)
    {
        bool canMove = node is LocalFunctionStatementSyntax function
            && model.GetDeclaredSymbol(function, cancellationToken) is { } symbol
            && model.GetOperation(function, cancellationToken) is { } body
            && !IsAmongTypeParameters(symbol)
            && !body.Descendants().Any(o => BelongsOutside(o, symbol));
        if (canMove)
            run.Moved.Add((document, (LocalFunctionStatementSyntax)node));
        return Task.FromResult(canMove);
    }

    private protected override async Task CompleteAsync(FixRun run, CancellationToken cancellationToken)
    {
        foreach (var group in run.Moved.GroupBy(static moved => (moved.Document, Anchor: AnchorOf(moved.Function))))
        {
            (Document document, MemberDeclarationSyntax anchor) = group.Key;
            SemanticModel model = (await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false))!;
            DocumentEditor editor = await run.Editor.GetDocumentEditorAsync(document.Id, cancellationToken).ConfigureAwait(false);
            string name = run.Take("Work", taken => !model.LookupNamespacesAndTypes(anchor.SpanStart, name: taken).IsEmpty);
            LocalFunctionStatementSyntax[] functions = [.. group.Select(static moved => moved.Function)];

            // The class first: what it stands behind may be a function that goes away.
            editor.InsertAfter(anchor, ClassOf(name, functions));
            foreach (LocalFunctionStatementSyntax function in functions)
            {
                foreach (IdentifierNameSyntax use in UsesOf(function, functions, model, cancellationToken))
                    editor.ReplaceNode(use, QualifiedUse(name, use));
                editor.RemoveNode(function.Parent is GlobalStatementSyntax statement ? statement : function);
            }
        }
    }

    private static bool BelongsOutside(IOperation operation, IMethodSymbol function) => operation switch
    {
        ILocalReferenceOperation { Local: var local } => !IsInside(local, function),
        IParameterReferenceOperation { Parameter: var parameter } => !IsInside(parameter, function),
        IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } => true,
        IInvocationOperation { TargetMethod: { MethodKind: MethodKind.LocalFunction } called } => !IsSameOrInside(called, function),
        IMemberReferenceOperation { Member: var member } => member.DeclaredAccessibility is Accessibility.Private && !IsInside(member, function),
        _ => false,
    } || (operation is IInvocationOperation { TargetMethod: { MethodKind: MethodKind.Ordinary, DeclaredAccessibility: Accessibility.Private } });

    private static bool IsSameOrInside(ISymbol symbol, ISymbol function) =>
        SymbolEqualityComparer.Default.Equals(symbol.OriginalDefinition, function) || IsInside(symbol, function);

    private static bool IsInside(ISymbol symbol, ISymbol function)
    {
        for (ISymbol? around = symbol.ContainingSymbol; around is not null; around = around.ContainingSymbol)
        {
            if (SymbolEqualityComparer.Default.Equals(around, function))
                return true;
        }

        return false;
    }

    private static bool IsAmongTypeParameters(IMethodSymbol function)
    {
        for (ISymbol? around = function.ContainingSymbol; around is not null; around = around.ContainingSymbol)
        {
            if (around is IMethodSymbol { Arity: > 0 } or INamedTypeSymbol { Arity: > 0 })
                return true;
        }

        return false;
    }

    // A type in a file ends the file's statements; a class may stand only after the last of them.
    private static MemberDeclarationSyntax AnchorOf(LocalFunctionStatementSyntax function) =>
        function.Ancestors().OfType<BaseTypeDeclarationSyntax>().LastOrDefault()
        ?? ((CompilationUnitSyntax)function.SyntaxTree.GetRoot()).Members.Last();

    private static ClassDeclarationSyntax ClassOf(string name, IEnumerable<LocalFunctionStatementSyntax> functions) =>
        ClassDeclaration(name)
            .AddModifiers(Token(SyntaxKind.InternalKeyword), Token(SyntaxKind.StaticKeyword))
            .WithMembers(List<MemberDeclarationSyntax>(functions.Select(MethodOf)))
            .WithLeadingTrivia(ElasticCarriageReturnLineFeed, ElasticCarriageReturnLineFeed)
            .WithAdditionalAnnotations(Formatter.Annotation);

    private static MethodDeclarationSyntax MethodOf(LocalFunctionStatementSyntax function)
    {
        IEnumerable<SyntaxToken> others = function.Modifiers.Where(static m => !m.IsKind(SyntaxKind.StaticKeyword)).Select(static m => m.WithoutTrivia());
        return MethodDeclaration(function.ReturnType, function.Identifier)
            .WithAttributeLists(function.AttributeLists)
            .WithModifiers(TokenList([Token(SyntaxKind.InternalKeyword), Token(SyntaxKind.StaticKeyword), .. others]))
            .WithTypeParameterList(function.TypeParameterList)
            .WithParameterList(function.ParameterList)
            .WithConstraintClauses(function.ConstraintClauses)
            .WithBody(function.Body)
            .WithExpressionBody(function.ExpressionBody)
            .WithSemicolonToken(function.SemicolonToken)
            .WithAdditionalAnnotations(Formatter.Annotation);
    }

    private static IEnumerable<IdentifierNameSyntax> UsesOf(
        LocalFunctionStatementSyntax function, LocalFunctionStatementSyntax[] moved, SemanticModel model, CancellationToken cancellationToken)
    {
        ISymbol? symbol = model.GetDeclaredSymbol(function, cancellationToken);
        return function.SyntaxTree.GetRoot(cancellationToken).DescendantNodes().OfType<IdentifierNameSyntax>()
            .Where(use => use.Identifier.ValueText == function.Identifier.ValueText
                && !moved.Any(m => m.Span.Contains(use.Span))
                && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(use, cancellationToken).Symbol, symbol));
    }

    private static MemberAccessExpressionSyntax QualifiedUse(string name, IdentifierNameSyntax use) =>
        MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, IdentifierName(name), use.WithoutTrivia()).WithTriviaFrom(use);
}
