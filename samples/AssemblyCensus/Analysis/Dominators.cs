namespace AssemblyCensus.Analysis;

/// <summary>
/// Which block every way to another block leads through: the iterative algorithm of Cooper, Harvey and Kennedy,
/// "A Simple, Fast Dominance Algorithm" (2001).
/// </summary>
internal sealed class Dominators
{
    private const int Unknown = -1;

    private readonly int[] _place;
    private readonly int[] _immediate;

    internal Dominators(FlowGraph graph)
    {
        Order = ReversePostorder(graph);
        _place = new int[graph.Successors.Length];
        Array.Fill(_place, Unknown);
        for (int place = 0; place < Order.Length; place++)
            _place[Order[place]] = place;

        Predecessors = [.. Order.Select(_ => new List<int>())];
        for (int place = 0; place < Order.Length; place++)
        {
            foreach (int successor in graph.Successors[Order[place]])
                Predecessors[_place[successor]].Add(place);
        }
        _immediate = Solve();
    }

    /// <summary>The blocks that can be reached, each before those that it dominates. All other numbers here are places in this order.</summary>
    internal int[] Order { get; }

    internal List<int>[] Predecessors { get; }

    internal bool Dominates(int upper, int lower)
    {
        while (lower > upper)
            lower = _immediate[lower];
        return lower == upper;
    }

    private int[] Solve()
    {
        int[] immediate = new int[Order.Length];
        Array.Fill(immediate, Unknown);
        if (immediate.Length > 0)
            immediate[0] = 0;
        for (bool changed = true; changed;)
        {
            changed = false;
            for (int place = 1; place < immediate.Length; place++)
            {
                int best = Unknown;
                foreach (int predecessor in Predecessors[place])
                {
                    if (immediate[predecessor] != Unknown)
                        best = best == Unknown ? predecessor : Meet(immediate, best, predecessor);
                }
                if (immediate[place] != best)
                {
                    immediate[place] = best;
                    changed = true;
                }
            }
        }
        return immediate;
    }

    private static int Meet(int[] immediate, int left, int right)
    {
        while (left != right)
        {
            if (left > right)
                left = immediate[left];
            else
                right = immediate[right];
        }
        return left;
    }

    private static int[] ReversePostorder(FlowGraph graph)
    {
        List<int> finished = [];
        bool[] seen = new bool[graph.Successors.Length];
        // A stack of our own: methods of ten thousand blocks exist, and recursion would overflow.
        Stack<(int Block, int Next)> path = new();
        if (seen.Length > 0)
        {
            seen[0] = true;
            path.Push((0, 0));
        }
        while (path.TryPop(out (int Block, int Next) top))
        {
            List<int> successors = graph.Successors[top.Block];
            if (top.Next == successors.Count)
            {
                finished.Add(top.Block);
                continue;
            }
            path.Push((top.Block, top.Next + 1));
            int successor = successors[top.Next];
            if (!seen[successor])
            {
                seen[successor] = true;
                path.Push((successor, 0));
            }
        }
        finished.Reverse();
        return [.. finished];
    }
}
