using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using ParallelGen.Generator.Parse;
using ParallelGen.Generator.Tests.Testing;

namespace ParallelGen.Generator.Tests.Malformed;

/// <summary>
/// What must hold for every program, however broken: neither generator nor analyzer throws; what is generated compiles; and a marked method
/// for which nothing is generated has an error of its own, ours or the compiler's.
/// </summary>
internal static class Soundness
{
    // One set of references, bound once: a compilation of its own for each program would take most of the time.
    private static readonly CSharpCompilation s_library = AnalyzerRun.Generate("").Input;

    /// <summary>Says what does not hold; null if all does.</summary>
    public static async Task<string?> Violation(string program, CancellationToken cancellationToken)
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText(program, TestCompilation.ParseOptions, "Program.cs", System.Text.Encoding.UTF8, cancellationToken);
        CSharpCompilation compilation = s_library.ReplaceSyntaxTree(s_library.SyntaxTrees[0], tree);
        if ((await tree.GetRootAsync(cancellationToken)).ChildNodes().Any(n => n is GlobalStatementSyntax))
            compilation = compilation.AsExecutable();
        GeneratorRun run = GeneratorRun.Of(compilation);
        if (run.Result.Exception is { } exception)
            return $"the generator threw {exception}";

        try
        {
            ImmutableArray<Diagnostic> ours = await run.Output
                .WithAnalyzers(AnalyzerRun.Analyzers)
                .GetAnalyzerDiagnosticsAsync(cancellationToken);
            if (ours.FirstOrDefault(d => d.Id == "AD0001") is { } thrown)
                return $"an analyzer threw: {thrown}";
            return BadOutput(run, cancellationToken) ?? SilentlyRejected(run, tree, ours, cancellationToken);
        }
        catch (Exception fault) when (fault is not OperationCanceledException && CompilerFailsOn(compilation, cancellationToken))
        {
            // The compiler has faults of its own, and nobody but the compiler can judge such a program.
            return null;
        }
    }

    /// <summary>Whether the compiler itself throws for a program to which nothing was added.</summary>
    private static bool CompilerFailsOn(CSharpCompilation input, CancellationToken cancellationToken)
    {
        try
        {
            _ = input.GetDiagnostics(cancellationToken);
            return false;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return true;
        }
    }

    private static string? BadOutput(GeneratorRun run, CancellationToken cancellationToken)
    {
        foreach (GeneratedSourceResult source in run.Sources)
        {
            Diagnostic? error = run.Output.GetSemanticModel(source.SyntaxTree).GetDiagnostics(cancellationToken: cancellationToken)
                .FirstOrDefault(d => d.Severity is DiagnosticSeverity.Error);
            if (error is not null)
                return $"{source.HintName} does not compile: {error}: {source.SourceText.Lines[error.Location.GetLineSpan().StartLinePosition.Line]}";
        }

        return null;
    }

    private static string? SilentlyRejected(GeneratorRun run, SyntaxTree tree, ImmutableArray<Diagnostic> ours, CancellationToken cancellationToken)
    {
        SemanticModel model = run.Output.GetSemanticModel(tree);
        Diagnostic[]? errors = null;
        foreach (SyntaxNode node in tree.GetRoot(cancellationToken).DescendantNodes())
        {
            if (node is not (BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or LambdaExpressionSyntax or AccessorDeclarationSyntax)
                || MethodOf(model, node, cancellationToken) is not { } method
                || MarkerAttribute.Of(method) is null
                || run.Text.Contains($"cref=\"{(method.PartialDefinitionPart ?? method).GetDocumentationCommentId()}\"", StringComparison.Ordinal))
            {
                continue;
            }

            errors ??= [.. ours.Concat(model.GetDiagnostics(cancellationToken: cancellationToken)).Where(d => d.Severity is DiagnosticSeverity.Error)];
            IEnumerable<SyntaxNode> parts = method.DeclaringSyntaxReferences
                .Concat((method.PartialDefinitionPart ?? method.PartialImplementationPart)?.DeclaringSyntaxReferences ?? [])
                .Select(reference => reference.GetSyntax(cancellationToken));
            // What is missing at the end of a method the compiler reports where the next token begins.
            if (!errors.Any(e => parts.Any(part => part.FullSpan.IntersectsWith(e.Location.SourceSpan))))
                return $"'{method}' is rejected without a word at it; the errors are [{string.Join(", ", errors.Select(e => e.ToString()))}]";
        }

        return null;
    }

    private static IMethodSymbol? MethodOf(SemanticModel model, SyntaxNode node, CancellationToken cancellationToken) =>
        (node is LambdaExpressionSyntax ? model.GetSymbolInfo(node, cancellationToken).Symbol : model.GetDeclaredSymbol(node, cancellationToken)) as IMethodSymbol;
}
