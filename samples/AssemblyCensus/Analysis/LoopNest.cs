namespace AssemblyCensus.Analysis;

/// <summary>The natural loops of a method: how many, and how deep one stands in the other.</summary>
internal readonly record struct LoopNest(int Loops, int Depth)
{
    internal static LoopNest Find(FlowGraph graph)
    {
        Dominators dominators = new(graph);
        int[] depth = new int[dominators.Order.Length];
        int loops = 0;
        for (int header = 0; header < depth.Length; header++)
        {
            // A way back to a block that dominates where it comes from closes a loop.
            List<int> ends = dominators.Predecessors[header].FindAll(from => from >= header && dominators.Dominates(header, from));
            if (ends.Count == 0)
                continue;
            loops++;
            foreach (int place in Body(dominators, header, ends))
                depth[place]++;
        }
        return new LoopNest(loops, depth.DefaultIfEmpty().Max());
    }

    private static HashSet<int> Body(Dominators dominators, int header, List<int> ends)
    {
        HashSet<int> body = [header];
        Stack<int> open = new(ends);
        while (open.TryPop(out int place))
        {
            if (body.Add(place))
                dominators.Predecessors[place].ForEach(open.Push);
        }
        return body;
    }
}
