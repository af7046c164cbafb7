namespace ParallelGen.Benchmarks.Peers;

/// <summary>W10: what a parser or a compiler does to a heap: trees, dictionaries of lists, short strings.</summary>
internal static class AllocatingWork
{
    internal static long Run(int item)
    {
        long sum = 0;
        for (int tree = 0; tree < 4; tree++)
            sum += Sum(Grow(16, item));

        var groups = new Dictionary<string, List<int>>();
        for (int i = 0; i < 100_000; i++)
        {
            string key = (i * 7919 % 5000 + item).ToString();
            if (!groups.TryGetValue(key, out List<int>? group))
                groups[key] = group = [];
            group.Add(i);
        }
        return sum + groups.Count;
    }

    private static Node Grow(int depth, int value) =>
        depth == 0 ? new Node(null, null, value) : new Node(Grow(depth - 1, value * 2), Grow(depth - 1, value * 2 + 1), value);

    private static long Sum(Node? node) => node is null ? 0 : node.Value + node.Text.Length + Sum(node.Left) + Sum(node.Right);

    private sealed class Node(Node? left, Node? right, int value)
    {
        public Node? Left { get; } = left;
        public Node? Right { get; } = right;
        public int Value { get; } = value;
        public string Text { get; } = value.ToString();
    }
}
