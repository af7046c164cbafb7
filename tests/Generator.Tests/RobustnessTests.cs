using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ParallelGen.Generator.Tests.Testing;

namespace ParallelGen.Generator.Tests;

/// <summary>Code is broken most of the time while it is written: the generator and the analyzers must not throw over it.</summary>
public sealed class RobustnessTests
{
    private const int MutationsPerProgram = 20;

    [Theory]
    [MemberData(nameof(ProgramTests.Programs), MemberType = typeof(ProgramTests))]
    public async Task Broken_programs_break_nothing(string program)
    {
        string text = await File.ReadAllTextAsync(Path.Combine(Folders.Programs, program + ".cs"), TestContext.Current.CancellationToken);
        SyntaxToken[] tokens = [.. CSharpSyntaxTree.ParseText(text, cancellationToken: TestContext.Current.CancellationToken).GetRoot(TestContext.Current.CancellationToken).DescendantTokens()];
        var random = new Random(program.Length);
        for (int i = 0; i < MutationsPerProgram; i++)
        {
            string broken = text;
            foreach (SyntaxToken token in random.GetItems(tokens, random.Next(1, 4)).Distinct().OrderByDescending(t => t.SpanStart))
                broken = Mutate(broken, token, tokens, random);
            var diagnostics = await AnalyzerRun.Run(broken);
            Assert.DoesNotContain(diagnostics, d => d.Id == "AD0001");
        }
    }

    private static string Mutate(string text, SyntaxToken token, SyntaxToken[] all, Random random)
    {
        string without = text.Remove(token.SpanStart, token.Span.Length);
        return random.Next(3) switch
        {
            0 => without,
            1 => without.Insert(token.SpanStart, random.GetItems(all, 1)[0].Text),
            _ => text.Insert(token.SpanStart, token.Text + " "),
        };
    }
}
