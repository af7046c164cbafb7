using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ParallelGen.Generator.Diagnostics;
using ParallelGen.Generator.Tests.Testing;

namespace ParallelGen.Generator.Tests;

/// <summary>Each diagnostic has a page, whose samples do what it says.</summary>
public sealed partial class DocumentationTests
{
    public static TheoryData<string> Ids { get; } = [.. Rules().Select(r => r.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Page_has_the_rules_title_and_severity(string id)
    {
        DiagnosticDescriptor rule = Rules().Single(r => r.Id == id);
        string[] lines = File.ReadAllLines(PageOf(id));
        Assert.Equal($"# {id}: {rule.Title.ToString(System.Globalization.CultureInfo.InvariantCulture)}", lines[0]);
        Assert.Equal(rule.DefaultSeverity + ".", lines[2]);
        Assert.Equal($"https://github.com/parallelgen/parallelgen/blob/main/docs/diagnostics/{id}.md", rule.HelpLinkUri);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Samples_do_what_the_page_says(string id)
    {
        var samples = Sample().Matches(await File.ReadAllTextAsync(PageOf(id), TestContext.Current.CancellationToken)).Select(m => m.Groups["code"].Value.ReplaceLineEndings("\n")).ToList();
        string failing = Assert.Single(samples, s => s.StartsWith($"// fails: {id}\n", StringComparison.Ordinal));
        string mended = Assert.Single(samples, s => s.StartsWith("// compiles\n", StringComparison.Ordinal));
        Assert.Equal(2, samples.Count);

        LanguageVersion version = id == "PGEN010" ? LanguageVersion.CSharp12 : LanguageVersion.CSharp13;
        IReadOnlyList<Diagnostic> found = await AnalyzerRun.Run(failing, version);
        Assert.Contains(found, d => d.Id == id);
        Assert.All(found, d => Assert.True(d.Id == id || d.Severity < DiagnosticSeverity.Warning, d.ToString()));
        Assert.All(await AnalyzerRun.Run(mended), d => Assert.True(d.Id != id && d.Severity < DiagnosticSeverity.Warning, d.ToString()));
        Assert.Empty(AnalyzerRun.Generate(mended).Complaints());
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Rule_can_be_switched_off(string id)
    {
        Match failing = Sample().Matches(await File.ReadAllTextAsync(PageOf(id), TestContext.Current.CancellationToken))[0];
        LanguageVersion version = id == "PGEN010" ? LanguageVersion.CSharp12 : LanguageVersion.CSharp13;
        Assert.DoesNotContain(await AnalyzerRun.Run($"#pragma warning disable {id}\n{failing.Groups["code"].Value}", version), d => d.Id == id);
    }

    [Fact]
    public void Every_rule_belongs_to_one_analyzer() =>
        Assert.Equal(Rules().Select(r => r.Id).Order(StringComparer.Ordinal), AnalyzerRun.Analyzers.SelectMany(a => a.SupportedDiagnostics).Select(r => r.Id).Order(StringComparer.Ordinal));

    [Fact]
    public void There_is_no_page_without_a_rule() =>
        Assert.Equal(Rules().Select(r => r.Id).Order(StringComparer.Ordinal), Directory.GetFiles(Folders.Diagnostics, "*.md").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal)!);

    private static string PageOf(string id) => Path.Combine(Folders.Diagnostics, id + ".md");

    private static IEnumerable<DiagnosticDescriptor> Rules() =>
        typeof(Descriptors).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (DiagnosticDescriptor)f.GetValue(null)!);

    [GeneratedRegex("```csharp\r?\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Sample();
}
