using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ParallelGen.Generator.Tests.Malformed;

/// <summary>Breaks a program the way typing does: tokens that are missing, doubled, swapped or foreign, and an end that is too early.</summary>
internal static class Mutation
{
    public static string Of(string program, IReadOnlyList<string> others, Random random)
    {
        for (int edits = random.Next(1, 4); edits > 0; edits--)
            program = Edit(program, others, random);
        return program;
    }

    private static string Edit(string program, IReadOnlyList<string> others, Random random)
    {
        SyntaxToken[] tokens = TokensOf(program);
        if (tokens.Length == 0)
            return program;
        SyntaxToken token = Pick(tokens, random);
        switch (random.Next(8))
        {
            case 0 or 1 or 2:
                return program.Remove(token.SpanStart, token.Span.Length);
            case 3:
                return program[..random.Next(program.Length)];
            case 4 or 5:
                SyntaxToken other = Pick(tokens, random);
                (SyntaxToken first, SyntaxToken second) = token.SpanStart <= other.SpanStart ? (token, other) : (other, token);
                return first == second
                    ? program
                    : program[..first.SpanStart] + second.Text + program[first.Span.End..second.SpanStart] + first.Text + program[second.Span.End..];
            case 6:
                return program.Insert(token.SpanStart, token.Text + " ");
            default:
                SyntaxToken[] foreign = TokensOf(others[random.Next(others.Count)]);
                return foreign.Length == 0 ? program : program.Remove(token.SpanStart, token.Span.Length).Insert(token.SpanStart, Pick(foreign, random).Text);
        }
    }

    private static SyntaxToken Pick(SyntaxToken[] tokens, Random random) => tokens[random.Next(tokens.Length)];

    private static SyntaxToken[] TokensOf(string program) => [.. SyntaxFactory.ParseTokens(program).Where(t => t.Span.Length > 0)];
}
