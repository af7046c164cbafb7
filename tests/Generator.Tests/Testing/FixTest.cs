using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using ParallelGen.CodeFixes;

namespace ParallelGen.Generator.Tests.Testing;

/// <summary>Applies code fixes to a program of one or more files.</summary>
internal sealed class FixTest : IDisposable
{
    private readonly AdhocWorkspace _workspace = new();
    private readonly Fix _fix;
    private readonly ProjectId _project = ProjectId.CreateNewId();

    public FixTest(Fix fix, params string[] files)
    {
        _fix = fix;
        CSharpCompilation template = AnalyzerRun.Generate(files[0]).Input;
        _workspace.AddProject(ProjectInfo.Create(_project, VersionStamp.Default, "Test.App", "Test.App", LanguageNames.CSharp)
            .WithCompilationOptions(template.Options)
            .WithParseOptions(TestCompilation.ParseOptions)
            .WithMetadataReferences(template.References));
        foreach (SyntaxTree shared in template.SyntaxTrees.Skip(1))
            _workspace.AddDocument(_project, "Shared.cs", shared.GetText(TestContext.Current.CancellationToken));
        Files = [.. files.Select((file, index) => _workspace.AddDocument(_project, $"File{index}.cs", SourceText.From(file)).Id)];
    }

    private ImmutableArray<DocumentId> Files { get; }

    private Project Project => _workspace.CurrentSolution.GetProject(_project)!;

    public void Dispose() => _workspace.Dispose();

    /// <summary>Asserts that the fix, applied to the first place, gives the text, which breaks the rule no more and compiles.</summary>
    public static async Task Verify(Fix fix, string before, string after)
    {
        using var test = new FixTest(fix, before);
        Diagnostic diagnostic = (await test.Diagnostics())[0];
        CodeAction action = Assert.Single(await test.Offers(diagnostic));
        await test.Apply(action);
        Assert.Equal(after, (await test.Texts())[0]);
        Assert.DoesNotContain(await test.Diagnostics(), d => d.Location.SourceSpan == diagnostic.Location.SourceSpan);
    }

    /// <summary>Asserts that nothing is offered.</summary>
    public static async Task VerifyNone(Fix fix, string source)
    {
        using var test = new FixTest(fix, source);
        Assert.Empty(await test.Offers((await test.Diagnostics())[0]));
    }

    /// <summary>Asserts what the fix makes of all places of all files at once, and that no place is left.</summary>
    public static async Task VerifyAll(Fix fix, string[] before, string[] after)
    {
        using var test = new FixTest(fix, before);
        var context = new FixAllContext(
            test.Project.GetDocument(test.Files[0])!, fix, FixAllScope.Project, fix.EquivalenceKey, fix.FixableDiagnosticIds, new Found(test), TestContext.Current.CancellationToken);
        await test.Apply((await fix.GetFixAllProvider().GetFixAsync(context))!);
        Assert.Equal(after, await test.Texts());
        Assert.Empty(await test.Diagnostics());
    }

    private async Task<List<CodeAction>> Offers(Diagnostic diagnostic)
    {
        List<CodeAction> actions = [];
        Document document = Project.GetDocument(diagnostic.Location.SourceTree)!;
        await _fix.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), TestContext.Current.CancellationToken));
        return actions;
    }

    private async Task Apply(CodeAction action)
    {
        foreach (CodeActionOperation operation in await action.GetOperationsAsync(TestContext.Current.CancellationToken))
            operation.Apply(_workspace, TestContext.Current.CancellationToken);
        Compilation compilation = (await Project.GetCompilationAsync(TestContext.Current.CancellationToken))!;
        Assert.DoesNotContain(compilation.GetDiagnostics(TestContext.Current.CancellationToken), d => d.Severity is DiagnosticSeverity.Error && d.Id is not "CS5001");
    }

    private async Task<string[]> Texts() =>
        await Task.WhenAll(Files.Select(async file => (await Project.GetDocument(file)!.GetTextAsync()).ToString().ReplaceLineEndings("\n")));

    private async Task<ImmutableArray<Diagnostic>> Diagnostics()
    {
        Compilation compilation = (await Project.GetCompilationAsync(TestContext.Current.CancellationToken))!;
        ImmutableArray<Diagnostic> all = await compilation.WithAnalyzers(AnalyzerRun.Analyzers).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        return [.. all.Where(d => _fix.FixableDiagnosticIds.Contains(d.Id)).OrderBy(d => d.Location.SourceTree!.FilePath).ThenBy(d => d.Location.SourceSpan)];
    }

    private sealed class Found(FixTest test) : FixAllContext.DiagnosticProvider
    {
        public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) => await test.Diagnostics();

        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken)
        {
            SyntaxTree? tree = await document.GetSyntaxTreeAsync(cancellationToken);
            return (await test.Diagnostics()).Where(d => d.Location.SourceTree == tree);
        }

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
