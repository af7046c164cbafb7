using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace ParallelGen.Generator.Reach;

/// <summary>The bodies of one compilation, each read when it is first asked for.</summary>
internal sealed class MethodBodies(Compilation compilation)
{
    private readonly ConcurrentDictionary<IMethodSymbol, MethodBody> _bodies = new(SymbolEqualityComparer.Default);

    public MethodBody Of(IMethodSymbol method, CancellationToken cancellationToken) => _bodies.TryGetValue(method, out MethodBody? known)
        ? known
        : _bodies.GetOrAdd(method, OperationOf(method, compilation, cancellationToken) is { } body
            ? BodyReader.Read(body, compilation.Assembly, cancellationToken)
            : MethodBody.Empty);

    /// <summary>The body of a method that is declared in this compilation; null if it has none.</summary>
    public static IOperation? OperationOf(IMethodSymbol method, Compilation compilation, CancellationToken cancellationToken)
    {
        IMethodSymbol implementation = method.PartialImplementationPart ?? method;
        if (implementation.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken) is not { } syntax)
            return null;

        // The driver has one model for each file and gives that; bodies in other files can't be had another way, and only those that a
        // marked method reaches are read.
#pragma warning disable RS1030
        return compilation.GetSemanticModel(syntax.SyntaxTree).GetOperation(syntax, cancellationToken);
#pragma warning restore RS1030
    }
}
