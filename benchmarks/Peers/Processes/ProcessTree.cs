using System.Globalization;

namespace ParallelGen.Benchmarks.Peers.Processes;

/// <summary>Who started whom, by <c>/proc</c>.</summary>
internal static class ProcessTree
{
    /// <summary>The living processes that a process started, oldest first.</summary>
    internal static int[] ChildrenOf(int processId) => [.. Living().Where(process => process.Parent == processId).Select(process => process.Id).Order()];

    /// <summary>A process and all that came of it.</summary>
    internal static IReadOnlyList<int> From(int processId)
    {
        ILookup<int, int> children = Living().ToLookup(process => process.Parent, process => process.Id);
        List<int> tree = [processId];
        for (int i = 0; i < tree.Count; i++)
            tree.AddRange(children[tree[i]]);
        return tree;
    }

    private static List<(int Id, int Parent)> Living()
    {
        List<(int, int)> processes = [];
        foreach (string folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out int id) && ParentOf(id) is { } parent)
                processes.Add((id, parent));
        }
        return processes;
    }

    private static int? ParentOf(int id)
    {
        try
        {
            string stat = File.ReadAllText($"/proc/{id}/stat");
            // The name of a program may hold spaces and brackets; what follows its last bracket is state, parent, ...
            string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] == "Z" ? null : int.Parse(fields[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return null; // it ended while we looked
        }
    }
}
