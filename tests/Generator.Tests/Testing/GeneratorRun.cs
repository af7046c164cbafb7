using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ParallelGen.Generator.Tests.Testing;

/// <summary>A run of the generator over a test program.</summary>
internal sealed class GeneratorRun
{
    private GeneratorRun(CSharpCompilation input, Compilation output, GeneratorRunResult result)
    {
        Input = input;
        Output = output;
        Result = result;
    }

    /// <summary>The program.</summary>
    public CSharpCompilation Input { get; }

    /// <summary>The program with what was generated for it.</summary>
    public Compilation Output { get; }

    public GeneratorRunResult Result { get; }

    public ImmutableArray<GeneratedSourceResult> Sources => Result.GeneratedSources;

    /// <summary>The text of the generated files, all of them.</summary>
    public string Text => string.Join("\n", Sources.OrderBy(s => s.HintName, StringComparer.Ordinal).Select(s => $"//// {s.HintName}\n{s.SourceText}"));

    public static GeneratorRun Of(params string[] sources) => Of(TestCompilation.Create(sources));

    public static GeneratorRun Of(CSharpCompilation compilation)
    {
        GeneratorDriver driver = NewDriver((CSharpParseOptions?)compilation.SyntaxTrees.FirstOrDefault()?.Options)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out _, TestContext.Current.CancellationToken);
        return new(compilation, output, driver.GetRunResult().Results.Single());
    }

    public static GeneratorDriver NewDriver(CSharpParseOptions? options = null) => CSharpGeneratorDriver.Create(
        [new ProcessPoolGenerator().AsSourceGenerator()],
        parseOptions: options ?? TestCompilation.ParseOptions,
        driverOptions: new(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>What the compiler says of the program and of the generated code, warnings included.</summary>
    public IReadOnlyList<string> Complaints() =>
    [
        .. Output.GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(d => d.Severity >= DiagnosticSeverity.Warning && !IsUndocumentedProgram(d))
            .Select(d => d + "\n    " + d.Location.SourceTree?.GetText().Lines[d.Location.GetLineSpan().StartLinePosition.Line]),
    ];

    // The programs of the tests have little documentation; generated code must have all.
    private static bool IsUndocumentedProgram(Diagnostic diagnostic) =>
        diagnostic.Id == "CS1591" && diagnostic.Location.SourceTree?.FilePath.StartsWith("File", StringComparison.Ordinal) == true;
}
