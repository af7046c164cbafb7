using System.Runtime.InteropServices;

namespace ParallelGen.Benchmarks.Peers.Processes;

/// <summary>Processes that end together.</summary>
internal static partial class ProcessGroup
{
    private const int SigKill = 9;

    /// <summary>Kills a group, and what came of its leader and left the group.</summary>
    internal static void Kill(int leader)
    {
        IReadOnlyList<int> tree = ProcessTree.From(leader);
        // Who is gone already needs no killing.
        _ = kill(-leader, SigKill);
        foreach (int id in tree)
            _ = kill(id, SigKill);
    }

    [LibraryImport("libc")]
    private static partial int kill(int processId, int signal);
}
