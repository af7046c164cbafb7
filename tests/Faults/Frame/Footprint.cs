namespace Faults.Tests.Frame;

/// <summary>What this process holds that a pool could leave behind: descriptors and threads by kind, and files.</summary>
internal sealed record Footprint(Dictionary<string, int> Held, string[] Files)
{
    // One for the whole program, from the first worker to the end.
    private const string OutputThread = "ParallelGen out";

    public static Footprint Take()
    {
        var held = new Dictionary<string, int>();
        foreach (string descriptor in Directory.GetFiles("/proc/self/fd"))
            Count(KindOf(descriptor));
        foreach (string thread in Directory.GetDirectories("/proc/self/task"))
            Count(NameOf(thread));
        return new Footprint(held, [.. Directory.GetFileSystemEntries(Path.GetTempPath()).Where(IsOurs)]);

        void Count(string? kind)
        {
            if (kind is not null)
                held[kind] = held.GetValueOrDefault(kind) + 1;
        }
    }

    /// <summary>What is more than there was before; empty where nothing is.</summary>
    public IEnumerable<string> Beyond(Footprint before) =>
    [
        .. Held.Where(kind => kind.Value > before.Held.GetValueOrDefault(kind.Key)).Select(kind => $"{kind.Value} {kind.Key} (before: {before.Held.GetValueOrDefault(kind.Key)})"),
        .. Files.Except(before.Files),
    ];

    // Sockets, pipes and memory; files are the runtime's and the tests' own.
    private static string? KindOf(string descriptor)
    {
        try
        {
            string target = File.ResolveLinkTarget(descriptor, returnFinalTarget: false)?.Name ?? "";
            return target.StartsWith("socket:", StringComparison.Ordinal) ? "sockets"
                : target.StartsWith("pipe:", StringComparison.Ordinal) ? "pipes"
                : target.Contains("memfd:ParallelGen", StringComparison.Ordinal) ? "memory files"
                : null;
        }
        catch (IOException)
        {
            return null; // closed meanwhile
        }
    }

    private static string? NameOf(string thread)
    {
        try
        {
            string name = File.ReadAllText(Path.Combine(thread, "comm")).Trim();
            return name.StartsWith("ParallelGen", StringComparison.Ordinal) && !name.StartsWith(OutputThread, StringComparison.Ordinal) ? $"threads '{name}'" : null;
        }
        catch (IOException)
        {
            return null; // it ended meanwhile
        }
    }

    private static bool IsOurs(string path)
    {
        string name = Path.GetFileName(path);
        return name.StartsWith("pgen-", StringComparison.Ordinal)
            || name.StartsWith("clr-debug-pipe-", StringComparison.Ordinal) || name.StartsWith("dotnet-diagnostic-", StringComparison.Ordinal);
    }
}
