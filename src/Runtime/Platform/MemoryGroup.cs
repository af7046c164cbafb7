namespace ParallelGen.Platform;

/// <summary>A control group of this process that may limit its memory.</summary>
/// <param name="IsUnified">Whether it is of version 2. Both versions may be there at once, and the limit in either.</param>
/// <param name="Path">Its path below the root of its version.</param>
internal readonly record struct MemoryGroup(bool IsUnified, string Path)
{
    /// <summary>Finds them among the lines of <c>/proc/self/cgroup</c>.</summary>
    public static IEnumerable<MemoryGroup> Of(IEnumerable<string> lines)
    {
        foreach (string line in lines)
        {
            // number : controllers : path; version 2 has the number 0 and no controllers.
            string[] parts = line.Split(':', 3);
            if (parts is ["0", "", var group])
                yield return new(true, group);
            else if (parts is [_, var controllers, var old] && controllers.Split(',').Contains("memory"))
                yield return new(false, old);
        }
    }
}
