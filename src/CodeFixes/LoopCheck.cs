using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Formatting;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace ParallelGen.CodeFixes;

/// <summary>Lets the outer loops of a method look at its token.</summary>
internal static class LoopCheck
{
    /// <summary>Adds the check to each loop that can see the token; false where there is none.</summary>
    public static bool Add(SyntaxEditor editor, MethodDeclarationSyntax method, string token)
    {
        StatementSyntax[] bodies =
        [
            .. method.DescendantNodes(static node => !IsLoop(node) && !IsStatic(node)).Where(IsLoop).Select(BodyOf).OfType<StatementSyntax>(),
        ];
        foreach (StatementSyntax body in bodies)
            editor.ReplaceNode(body, (current, _) => WithCheck((StatementSyntax)current, token));
        return bodies.Length > 0;
    }

    private static BlockSyntax WithCheck(StatementSyntax body, string token)
    {
        StatementSyntax check = ExpressionStatement(InvocationExpression(MemberAccessExpression(
            SyntaxKind.SimpleMemberAccessExpression, IdentifierName(token), IdentifierName(nameof(CancellationToken.ThrowIfCancellationRequested)))));
        BlockSyntax block = body as BlockSyntax ?? Block(body);
        return block.WithStatements(block.Statements.Insert(0, check)).WithAdditionalAnnotations(Formatter.Annotation);
    }

    private static bool IsLoop(SyntaxNode node) => BodyOf(node) is not null;

    private static StatementSyntax? BodyOf(SyntaxNode node) => node switch
    {
        ForStatementSyntax loop => loop.Statement,
        CommonForEachStatementSyntax loop => loop.Statement,
        WhileStatementSyntax loop => loop.Statement,
        DoStatementSyntax loop => loop.Statement,
        _ => null,
    };

    private static bool IsStatic(SyntaxNode node) => node switch
    {
        LocalFunctionStatementSyntax function => function.Modifiers.Any(SyntaxKind.StaticKeyword),
        AnonymousFunctionExpressionSyntax function => function.Modifiers.Any(SyntaxKind.StaticKeyword),
        _ => false,
    };
}
