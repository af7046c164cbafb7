using Microsoft.CodeAnalysis;

namespace ParallelGen.Generator.Reach;

/// <summary>Follows the calls of a method through the compilation.</summary>
internal static class Reachable
{
    /// <summary>How many calls deep.</summary>
    public const int MaxDepth = 8;

    /// <summary>Finds what a method reaches: everything once, by the shortest way, and of the ways that are as short by the first.</summary>
    public static IEnumerable<Finding> From(IMethodSymbol method, MethodBodies bodies, CancellationToken cancellationToken)
    {
        IMethodSymbol start = method.PartialImplementationPart ?? method;
        var visited = new HashSet<(ISymbol Method, ISymbol? Owner)> { (start, null) };
        var found = new HashSet<(ISymbol Symbol, UseKind Kind)>();
        var open = new Queue<Visit>();
        open.Enqueue(new(start, null, null, null, 0));
        while (open.Count > 0)
        {
            Visit visit = open.Dequeue();
            MethodBody body = bodies.Of(visit.Method, cancellationToken);
            foreach (Use use in body.Uses)
            {
                if (found.Add((use.Symbol, use.Kind)))
                    yield return new(use.Kind, use.Symbol, visit.Entry ?? use.Location, visit.PathTo(use.Symbol));
            }

            // A method that changes its object changes the static by which the object was reached.
            if (visit.Owner is { } owner && body.ChangesSelf is not null && found.Add((owner, UseKind.WriteStatic)))
                yield return new(UseKind.WriteStatic, owner, visit.Entry!, visit.PathTo(owner));
            if (visit.Depth == MaxDepth)
                continue;
            foreach (Call call in body.Calls)
            {
                ISymbol? callOwner = call.IsOnSelf ? visit.Owner : call.Owner?.OriginalDefinition;
                if (visited.Add((call.Method, callOwner)))
                    open.Enqueue(new(call.Method, callOwner, visit.Entry ?? call.Location, visit, visit.Depth + 1));
            }
        }
    }

    private sealed record Visit(IMethodSymbol Method, ISymbol? Owner, Location? Entry, Visit? Caller, int Depth)
    {
        public string PathTo(ISymbol symbol)
        {
            var names = new Stack<string>();
            names.Push(PathNames.Of(symbol, Method.ContainingType));
            for (Visit? visit = this; visit is not null; visit = visit.Caller)
                names.Push(PathNames.Of(visit.Method, visit.Caller?.Method.ContainingType ?? visit.Method.ContainingType));
            return string.Join(" -> ", names);
        }
    }
}
