namespace ParallelGen.Generator.Tests.Testing;

/// <summary>
/// Compares text with a verified file. Where they differ, the new text is left beside it as <c>*.received.cs</c>: look at it, then
/// move it over the verified one, or run the tests with <c>PARALLELGEN_ACCEPT_SNAPSHOTS=1</c>.
/// </summary>
internal static class Snapshot
{
    private static readonly bool s_accept = Environment.GetEnvironmentVariable("PARALLELGEN_ACCEPT_SNAPSHOTS") == "1";

    public static void Verify(string name, string text)
    {
        string verified = Path.Combine(Folders.Snapshots, name + ".verified.cs");
        string received = Path.Combine(Folders.Snapshots, name + ".received.cs");
        string? expected = File.Exists(verified) ? File.ReadAllText(verified).ReplaceLineEndings("\n") : null;
        if (s_accept)
            File.WriteAllText(verified, text);
        else if (text != expected)
            File.WriteAllText(received, text);

        if (s_accept || text == expected)
        {
            File.Delete(received);
            return;
        }

        Assert.Fail($"{name} differs from its snapshot{FirstDifference(expected ?? "", text)}\nLook at {Path.GetFileName(received)}.");
    }

    private static string FirstDifference(string expected, string actual)
    {
        string[] before = expected.Split('\n');
        string[] after = actual.Split('\n');
        int line = before.Zip(after).TakeWhile(pair => pair.First == pair.Second).Count();
        return $" at line {line + 1}:\n- {before.ElementAtOrDefault(line)}\n+ {after.ElementAtOrDefault(line)}";
    }
}
