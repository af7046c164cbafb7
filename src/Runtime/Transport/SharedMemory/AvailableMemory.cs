using System.Globalization;
using ParallelGen.Platform;

namespace ParallelGen.Transport.SharedMemory;

/// <summary>
/// How much memory can still be had. Linux does not refuse to allocate what is not there: it ends a process instead, this one most likely, so that
/// whoever wants much asks first.
/// </summary>
/// <param name="processes">Where the system tells of processes.</param>
/// <param name="controlGroups">Where it tells of the limits of containers.</param>
internal sealed class AvailableMemory(string processes = "/proc", string controlGroups = "/sys/fs/cgroup")
{
    /// <exception cref="SegmentException">There is not so much.</exception>
    public static void Check(long bytes)
    {
        if (!OperatingSystem.IsLinux())
            return;
        (long available, string where) = new AvailableMemory().Read();
        if (bytes > available)
            throw new SegmentException(string.Create(CultureInfo.InvariantCulture, $"{bytes:N0} bytes are wanted, and {Math.Max(available, 0):N0} are available in this {where}."));
    }

    /// <summary>The bytes, and what limits them.</summary>
    public (long Bytes, string Where) Read()
    {
        long machine = 1024 * ((ValueOf(Path.Combine(processes, "meminfo"), "MemAvailable:") ?? long.MaxValue / 4096) + (ValueOf(Path.Combine(processes, "meminfo"), "SwapFree:") ?? 0));
        long container = OfContainer();
        return container < machine ? (container, "container") : (machine, "machine");
    }

    // Where nothing is said of version 1, its root is looked at.
    private long OfContainer() => MemoryGroup.Of(ReadLines(Path.Combine(processes, "self", "cgroup"))).Prepend(new(false, "")).Min(group => group.IsUnified
        ? OfGroups(controlGroups, group.Path, "memory.max", "memory.current", "inactive_file")
        : OfGroups(Path.Combine(controlGroups, "memory"), group.Path, "memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file"));

    // A group's limit holds for all groups in it. In a container the path may be that of the machine, which is not seen here.
    private static long OfGroups(string root, string path, string limitName, string usageName, string cacheName)
    {
        long least = long.MaxValue;
        string group = Path.Combine(root, path.Trim('/'));
        while (group.Length >= root.Length)
        {
            if (ReadNumber(Path.Combine(group, limitName)) is { } limit && ReadNumber(Path.Combine(group, usageName)) is { } usage)
                least = Math.Min(least, limit - usage + (ValueOf(Path.Combine(group, "memory.stat"), cacheName + " ") ?? 0));
            group = Path.GetDirectoryName(group) ?? "";
        }
        return least;
    }

    // Null where there is no such file, or no number in it: "max".
    private static long? ReadNumber(string path) => ReadLine(path, "") is { } text && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null;

    private static long? ValueOf(string path, string name) =>
        ReadLine(path, name) is { } text && long.TryParse(text.Split(' ', StringSplitOptions.RemoveEmptyEntries)[0], NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null;

    // What follows a mark, in the first line that begins with it.
    private static string? ReadLine(string path, string mark) =>
        ReadLines(path).FirstOrDefault(line => line.StartsWith(mark, StringComparison.Ordinal)) is { } line ? line[mark.Length..].Trim() : null;

    private static string[] ReadLines(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return []; // not there, or not for this user: then it limits nothing that is known of
        }
    }
}
