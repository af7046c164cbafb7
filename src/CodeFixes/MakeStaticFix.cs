using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Operations;
using ParallelGen.Generator.Diagnostics;

namespace ParallelGen.CodeFixes;

/// <summary>Makes a method static that uses nothing of its object.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class MakeStaticFix() : Fix("Make the method static", Descriptors.NotStatic)
{
    private protected override async Task<bool> PrepareAsync(
        FixRun run, Document document, SemanticModel model, SyntaxNode node, CancellationToken cancellationToken)
    {
        if (node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } declaration
            || model.GetDeclaredSymbol(declaration, cancellationToken) is not { IsAbstract: false, IsVirtual: false, IsOverride: false, IsPartialDefinition: false } method
            || Implements(method)
            || model.GetOperation(declaration, cancellationToken)?.Descendants().Any(static o =>
                o is IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance }) is not false)
        {
            return false;
        }

        DocumentEditor editor = await run.Editor.GetDocumentEditorAsync(document.Id, cancellationToken).ConfigureAwait(false);
        editor.SetModifiers(declaration, editor.Generator.GetModifiers(declaration).WithIsStatic(true).WithIsReadOnly(false).WithIsSealed(false));
        return true;
    }

    private static bool Implements(IMethodSymbol method) => method.ContainingType.AllInterfaces
        .SelectMany(i => i.GetMembers(method.Name))
        .Any(member => SymbolEqualityComparer.Default.Equals(method.ContainingType.FindImplementationForInterfaceMember(member), method));
}
