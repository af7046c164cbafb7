using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace ParallelGen.Generator.Parse;

/// <summary>The marked methods of one compilation, each parsed once, by whoever asks first.</summary>
internal sealed class ParsedMethods(Compilation compilation)
{
    private readonly ConcurrentDictionary<IMethodSymbol, ParsedMethod> _known = new(SymbolEqualityComparer.Default);

    /// <summary>The method as it was parsed; null if it is not marked.</summary>
    public ParsedMethod? Of(IMethodSymbol method, CancellationToken cancellationToken)
    {
        // Both parts of a partial method have the attributes of both; the definition speaks for them.
        if (method.PartialDefinitionPart is not null || MarkerAttribute.Of(method) is not { } attribute)
            return null;
        return _known.TryGetValue(method, out ParsedMethod known)
            ? known
            : _known.GetOrAdd(method, MethodParser.Parse(method, attribute, compilation, cancellationToken));
    }
}
