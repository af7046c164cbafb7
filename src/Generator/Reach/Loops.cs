using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ParallelGen.Generator.Reach;

/// <summary>The loops of a method, and whether they look at its token.</summary>
internal static class Loops
{
    public static IEnumerable<ILoopOperation> Of(IOperation body) => body.Descendants().OfType<ILoopOperation>();

    /// <summary>Where a loop's keyword stands.</summary>
    public static Location PlaceOf(ILoopOperation loop) => loop.Syntax switch
    {
        ForStatementSyntax statement => statement.ForKeyword.GetLocation(),
        CommonForEachStatementSyntax statement => statement.ForEachKeyword.GetLocation(),
        WhileStatementSyntax statement => statement.WhileKeyword.GetLocation(),
        DoStatementSyntax statement => statement.DoKeyword.GetLocation(),
        _ => loop.Syntax.GetLocation(),
    };

    /// <summary>Whether some loop looks at the token, or at something that was made of it, or a callback waits for it.</summary>
    public static bool LookAt(IOperation body, IParameterSymbol token)
    {
        HashSet<ISymbol> carriers = CarriersOf(body, token);
        return body.Descendants().Any(o => o switch
        {
            ILoopOperation loop => Mentions(loop, carriers),
            IInvocationOperation { Instance: { } instance, TargetMethod.Name: "Register" or "UnsafeRegister" } => Mentions(instance, carriers),
            _ => false,
        });
    }

    // A variable that the token was put into, by itself or in something else, stands for it.
    private static HashSet<ISymbol> CarriersOf(IOperation body, IParameterSymbol token)
    {
        var carriers = new HashSet<ISymbol>(SymbolEqualityComparer.Default) { token };
        foreach (IOperation operation in body.Descendants())
        {
            switch (operation)
            {
                case IVariableDeclaratorOperation { Initializer: { } initializer } declarator when Mentions(initializer, carriers):
                    carriers.Add(declarator.Symbol);
                    break;
                case ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } assignment when Mentions(assignment.Value, carriers):
                    carriers.Add(target.Local);
                    break;
            }
        }

        return carriers;
    }

    private static bool Mentions(IOperation operation, HashSet<ISymbol> carriers) => operation.DescendantsAndSelf().Any(o => o switch
    {
        IParameterReferenceOperation parameter => carriers.Contains(parameter.Parameter),
        ILocalReferenceOperation local => carriers.Contains(local.Local),
        _ => false,
    });
}
