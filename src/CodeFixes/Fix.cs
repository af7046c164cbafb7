using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace ParallelGen.CodeFixes;

/// <summary>A remedy for a diagnostic, for one place or for all places of a document, a project or a solution.</summary>
/// <param name="title">What the remedy is called in a menu.</param>
/// <param name="rules">The diagnostics that it mends.</param>
public abstract class Fix(string title, params DiagnosticDescriptor[] rules) : CodeFixProvider
{
    /// <inheritdoc/>
    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; } = [.. rules.Select(static rule => rule.Id)];

    internal string Title { get; } = title;

    internal string EquivalenceKey => GetType().Name;

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => new FixEverywhere(this);

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            // Where it can't be done, it is not offered.
            if (await PrepareAsync(new FixRun(context.Document.Project.Solution), context.Document, diagnostic, context.CancellationToken).ConfigureAwait(false))
            {
                context.RegisterCodeFix(
                    CodeAction.Create(Title, token => ApplyAsync(context.Document.Project.Solution, [(context.Document, diagnostic)], token), EquivalenceKey),
                    diagnostic);
            }
        }
    }

    internal async Task<Solution> ApplyAsync(
        Solution solution, IEnumerable<(Document Document, Diagnostic Diagnostic)> places, CancellationToken cancellationToken)
    {
        var run = new FixRun(solution);
        foreach ((Document document, Diagnostic diagnostic) in places)
            await PrepareAsync(run, document, diagnostic, cancellationToken).ConfigureAwait(false);
        await CompleteAsync(run, cancellationToken).ConfigureAwait(false);
        return run.Editor.GetChangedSolution();
    }

    /// <summary>Makes the edits for one place.</summary>
    /// <param name="run">Where to make them.</param>
    /// <param name="document">The document.</param>
    /// <param name="model">What it means.</param>
    /// <param name="node">The node at which the diagnostic stands.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>False, and no edit, where the remedy does not apply.</returns>
    private protected abstract Task<bool> PrepareAsync(
        FixRun run, Document document, SemanticModel model, SyntaxNode node, CancellationToken cancellationToken);

    /// <summary>Makes the edits that several places have in common.</summary>
    private protected virtual Task CompleteAsync(FixRun run, CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task<bool> PrepareAsync(FixRun run, Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        SyntaxNode? root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        SemanticModel? model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        return root is not null && model is not null
            && await PrepareAsync(run, document, model, root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true), cancellationToken).ConfigureAwait(false);
    }
}
