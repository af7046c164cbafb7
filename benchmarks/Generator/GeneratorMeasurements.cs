using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using ParallelGen.Generator;

namespace ParallelGen.Benchmarks.Generator;

/// <summary>Times the generator and the analyzers on the sample project. Each time contains the binding of what they look at.</summary>
internal sealed class GeneratorMeasurements
{
    private const int Rounds = 5;

    private readonly SampleProject _project = new();
    private readonly CSharpCompilation _compilation;
    private readonly ImmutableArray<DiagnosticAnalyzer> _analyzers =
    [
        .. typeof(ProcessPoolGenerator).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(DiagnosticAnalyzer)))
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    private GeneratorDriver _driver;

    public GeneratorMeasurements()
    {
        _compilation = _project.Compile();
        _driver = NewDriver();
    }

    public async IAsyncEnumerable<(string Row, TimeSpan Time)> RunAsync()
    {
        yield return ("cold, the first of a process", Time(() => _driver = NewDriver().RunGenerators(_project.Compile())));
        _driver = _driver.RunGenerators(_compilation);
        if (_driver.GetRunResult().Results.Single() is not { Exception: null, GeneratedSources.Length: SampleProject.FileCount + 1 })
            throw new InvalidOperationException("Not everything was generated.");
        yield return ("cold, again", Median(_ => NewDriver().RunGenerators(_project.Compile())));
        yield return ("after an unrelated edit", Median(i => _driver.RunGenerators(SampleProject.EditUnrelated(_compilation, i))));
        yield return ("after an edit of a marked method's body", Median(i => _driver.RunGenerators(SampleProject.EditBody(_compilation, i))));
        yield return ("after an edit of a marked method's signature", Median(i => _driver.RunGenerators(SampleProject.EditSignature(_compilation, i))));

        // Of the project's own code: what is generated is a hundred times as much, and none of the analyzers' business.
        yield return ("for comparison: the compiler's own analysis", Median(_ => _project.Compile().GetDiagnostics()));
        yield return ("all analyzers, with the binding that they need", Median(_ => Analyze(_project.Compile(), _analyzers).GetAwaiter().GetResult()));
        yield return ("all analyzers, where no method is marked", Median(_ => Analyze(_project.CompileUnmarked(), _analyzers).GetAwaiter().GetResult()));
        foreach ((string, TimeSpan) row in await TimeEach(_project.Compile()))
            yield return row;
    }

    private static async Task<CompilationWithAnalyzers> Analyze(Compilation compilation, ImmutableArray<DiagnosticAnalyzer> analyzers)
    {
        CompilationWithAnalyzers run = compilation.WithAnalyzers(analyzers, new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: true, logAnalyzerExecutionTime: true));
        if ((await run.GetAnalyzerDiagnosticsAsync()).FirstOrDefault(d => d.Severity >= DiagnosticSeverity.Warning) is { } unexpected)
            throw new InvalidOperationException(unexpected.ToString());
        return run;
    }

    // By the driver's own clock, which leaves out the binding that analyzers share.
    private async Task<IReadOnlyList<(string, TimeSpan)>> TimeEach(Compilation output)
    {
        CompilationWithAnalyzers run = await Analyze(output, _analyzers);
        List<(string, TimeSpan)> times = [];
        foreach (DiagnosticAnalyzer analyzer in _analyzers)
            times.Add((analyzer.GetType().Name, (await run.GetAnalyzerTelemetryInfoAsync(analyzer, CancellationToken.None)).ExecutionTime));
        return [.. times.OrderByDescending(time => time.Item2)];
    }

    private static CSharpGeneratorDriver NewDriver() => CSharpGeneratorDriver.Create([new ProcessPoolGenerator().AsSourceGenerator()], parseOptions: SampleProject.Options);

    private static TimeSpan Median(Action<int> action)
    {
        action(0); // compiles the code
        TimeSpan[] times = [.. Enumerable.Range(1, Rounds).Select(round => Time(() => action(round + 2))).Order()];
        return times[Rounds / 2];
    }

    private static TimeSpan Time(Action action)
    {
        long start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start);
    }
}
