using System.Globalization;

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
        long container = ReadLine(Path.Combine(processes, "self", "cgroup"), "0::") is { } path
            ? OfGroups(controlGroups, path, "memory.max", "memory.current", "inactive_file")
            : OfGroups(Path.Combine(controlGroups, "memory"), ReadLine(Path.Combine(processes, "self", "cgroup"), ":memory:") ?? "", "memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file");
        return container < machine ? (container, "container") : (machine, "machine");
    }

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

    // What follows a mark, in the first line that has it; at the beginning of the line, or after a number.
    private static string? ReadLine(string path, string mark)
    {
        try
        {
            foreach (string line in File.ReadLines(path))
            {
                int place = line.IndexOf(mark, StringComparison.Ordinal);
                if (place >= 0 && line.AsSpan(0, place).IndexOfAnyExceptInRange('0', '9') < 0)
                    return line[(place + mark.Length)..].Trim();
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Not there, or not for this user: then it limits nothing that is known of.
        }
        return null;
    }
}
