using System.Globalization;

namespace ParallelGen.Platform;

/// <summary>The memory limit of the control group in which this process is, as the kernel keeps it. Linux only.</summary>
internal static class MemoryLimit
{
    // What version 1 says where there is no limit is the largest number of pages.
    private const long Unlimited = 1L << 60;

    /// <summary>Reads the smallest limit of the group and those above it.</summary>
    /// <param name="groups">The process's groups, as in <c>/proc/self/cgroup</c>.</param>
    /// <param name="root">Where the groups' file system is mounted.</param>
    /// <returns>The limit in bytes; null where there is none.</returns>
    public static long? Read(string groups = "/proc/self/cgroup", string root = "/sys/fs/cgroup")
    {
        if (!File.Exists(groups))
            return null;
        long limit = long.MaxValue;
        foreach (MemoryGroup group in MemoryGroup.Of(File.ReadLines(groups)))
        {
            limit = Math.Min(limit, group.IsUnified
                ? ReadUpwards(root, group.Path, "memory.max")
                : ReadUpwards(Path.Combine(root, "memory"), group.Path, "memory.limit_in_bytes"));
        }
        return limit < Unlimited ? limit : null;
    }

    // In a container the path may be that of the host, and the limit stands at the root.
    private static long ReadUpwards(string root, string group, string file)
    {
        long limit = long.MaxValue;
        for (string path = group.Trim('/'); ; path = Path.GetDirectoryName(path) ?? "")
        {
            string name = Path.Combine(root, path, file);
            if (File.Exists(name) && long.TryParse(File.ReadAllText(name).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out long here))
                limit = Math.Min(limit, here);
            if (path.Length == 0)
                return limit;
        }
    }
}
