using Microsoft.CodeAnalysis;
using ParallelGen.Generator.Parse;

namespace ParallelGen.Generator.Reach;

/// <summary>
/// The statics that a worker has for itself on purpose: a static constructor, a worker initializer or a worker cleanup assigns them.
/// </summary>
internal sealed class WorkerState(Compilation compilation, MethodBodies bodies)
{
    private readonly Lazy<IMethodSymbol[]> _hooks = new(() => [.. FindHooks(compilation)]);

    public bool Contains(ISymbol symbol, CancellationToken cancellationToken) =>
        symbol.ContainingType.StaticConstructors.Concat(_hooks.Value).Any(m => Writes(m, symbol, cancellationToken));

    private bool Writes(IMethodSymbol method, ISymbol symbol, CancellationToken cancellationToken) =>
        !method.IsImplicitlyDeclared
        && Reachable.From(method, bodies, cancellationToken).Any(f =>
            f.Kind is UseKind.WriteStatic && SymbolEqualityComparer.Default.Equals(f.Symbol, symbol));

    private static IEnumerable<IMethodSymbol> FindHooks(Compilation compilation)
    {
        if (!WorkerHook.IsKnown(compilation))
            yield break;
        var open = new Stack<INamespaceOrTypeSymbol>([compilation.Assembly.GlobalNamespace]);
        while (open.Count > 0)
        {
            foreach (ISymbol member in open.Pop().GetMembers())
            {
                if (member is INamespaceOrTypeSymbol inner)
                    open.Push(inner);
                else if (member is IMethodSymbol method && WorkerHook.Of(method) is not null)
                    yield return method;
            }
        }
    }
}
