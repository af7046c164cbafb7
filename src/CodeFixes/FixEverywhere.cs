using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace ParallelGen.CodeFixes;

/// <summary>
/// Applies a fix to all places at once. Not the batch of the platform, which merges the texts of separate fixes: two that touch one
/// declaration, or that need one new class, are made together.
/// </summary>
internal sealed class FixEverywhere(Fix fix) : FixAllProvider
{
    public override IEnumerable<FixAllScope> GetSupportedFixAllScopes() => [FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution];

    public override async Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext)
    {
        var places = new List<(Document Document, Diagnostic Diagnostic)>();
        IEnumerable<Project> projects = fixAllContext.Scope is FixAllScope.Solution ? fixAllContext.Solution.Projects : [fixAllContext.Project];
        foreach (Project project in projects)
        {
            IEnumerable<Document> documents = fixAllContext is { Scope: FixAllScope.Document, Document: { } only } ? [only] : project.Documents;
            foreach (Document document in documents)
            {
                ImmutableArray<Diagnostic> diagnostics = await fixAllContext.GetDocumentDiagnosticsAsync(document).ConfigureAwait(false);
                places.AddRange(diagnostics
                    .Where(d => fixAllContext.DiagnosticIds.Contains(d.Id))
                    .OrderBy(static d => d.Location.SourceSpan.Start)
                    .Select(d => (document, d)));
            }
        }

        return places.Count == 0
            ? null
            : CodeAction.Create(fix.Title, token => fix.ApplyAsync(fixAllContext.Solution, places, token), fix.EquivalenceKey);
    }
}
