using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using ParallelGen.Generator.Diagnostics;

namespace ParallelGen.Generator.Tests.Testing;

/// <summary>What the analyzers say of a program, after the generator ran.</summary>
internal static class AnalyzerRun
{
    /// <summary>What the SDK's implicit usings are to users' code.</summary>
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using ParallelGen;
        """;

    /// <summary>All analyzers, so that none is forgotten.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } =
    [
        .. typeof(Descriptors).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(DiagnosticAnalyzer)))
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    /// <summary>
    /// Asserts that the diagnostics of the program are those marked in it, at their exact places. What is only information stands in the
    /// tests that ask for it.
    /// </summary>
    /// <param name="marked">The program.</param>
    /// <param name="version">Its language version.</param>
    /// <param name="information">The information that counts, too.</param>
    public static async Task<IReadOnlyList<Diagnostic>> Verify(
        string marked, LanguageVersion version = LanguageVersion.CSharp13, string? information = null)
    {
        var source = new MarkedSource(marked);
        IReadOnlyList<Diagnostic> actual = [.. (await Run(source.Text, version)).Where(d => d.Severity >= DiagnosticSeverity.Warning || d.Id == information)];
        Assert.Equal(
            source.Expected.OrderBy(e => e.Span).ThenBy(e => e.Id).Select(e => $"{e.Id} {e.Span} {source.Text.Substring(e.Span.Start, e.Span.Length)}"),
            actual.Select(d => $"{d.Id} {d.Location.SourceSpan} {source.Text.Substring(d.Location.SourceSpan.Start, d.Location.SourceSpan.Length)}"));
        return actual;
    }

    public static async Task<IReadOnlyList<Diagnostic>> Run(string source, LanguageVersion version = LanguageVersion.CSharp13)
    {
        GeneratorRun run = Generate(source, version);
        Assert.Null(run.Result.Exception);
        ImmutableArray<Diagnostic> diagnostics = await run.Output
            .WithAnalyzers(Analyzers)
            .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        return [.. diagnostics.OrderBy(d => d.Location.SourceSpan).ThenBy(d => d.Id)];
    }

    public static GeneratorRun Generate(string source, LanguageVersion version = LanguageVersion.CSharp13)
    {
        CSharpCompilation compilation = TestCompilation.Create(TestCompilation.ParseOptions.WithLanguageVersion(version), [source, Usings]);
        bool isProgram = compilation.SyntaxTrees[0].GetRoot().ChildNodes().Any(n => n is GlobalStatementSyntax);
        return GeneratorRun.Of(isProgram ? compilation.AsExecutable() : compilation);
    }
}
