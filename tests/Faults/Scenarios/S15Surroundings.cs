using System.Globalization;

namespace Faults.Tests.Scenarios;

/// <summary>Little memory, few descriptors, and temporary directories of all kinds: it works, falls back, or says clearly why not.</summary>
public sealed class S15Surroundings() : FaultTest(15)
{
    private const int SignalledBus = 135;

    [Theory]
    [InlineData("temp-0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789", false)]
    [InlineData("größe-ελληνικά-日本", false)]
    [InlineData("with space;and'quote", false)]
    [InlineData("read-only", true)]
    [InlineData("does/not/exist", true)]
    public async Task Any_temporary_directory(string name, bool isUnusable)
    {
        string folder = FileName(name);
        if (name != "does/not/exist")
            Directory.CreateDirectory(folder);
        if (name == "read-only")
            File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        await using var host = new HostProcess("call", folder);
        (int code, string output, string errors) = await host.EndAsync(TestToken);
        Assert.True(code == 0 && output.Contains("answer 42", StringComparison.Ordinal), $"{code}: {output}{errors}");
        Assert.True(isUnusable || Directory.GetFileSystemEntries(folder).Length == 0);
    }

    [Fact]
    public async Task Any_number_of_descriptors()
    {
        int worked = 0, refused = 0;
        // From less than the runtime itself needs to enough for the pool.
        for (int limit = 24; limit <= 160; limit += TestScale.IsFull ? 1 : 17)
        {
            await using var host = new HostProcess("call", Folder, "/bin/sh", "-c", $"ulimit -n {limit.ToString(CultureInfo.InvariantCulture)} && exec \"$0\" \"$@\"");
            (int code, string output, string errors) = await host.EndAsync(TestToken);
            Assert.NotEqual(SignalledBus, code);
            if (code == 0)
            {
                Assert.Contains("answer 42", output, StringComparison.Ordinal);
                worked++;
            }
            else
            {
                // Either the runtime does not start at all, or the program ends with an exception that says what is missing, or with the runtime's own
                // last word where that has no descriptor left for itself.
                Assert.True(!output.Contains("main", StringComparison.Ordinal) || errors.Contains("Exception", StringComparison.Ordinal) || errors.Contains("Out of memory.", StringComparison.Ordinal), $"{limit}: {code}: {output}{errors}");
                refused++;
            }
            WatchdogAttribute.NoteProgress();
        }
        Report("open-file limits from 24 to 160", "works or says why not, 0 SIGBUS", $"{worked} worked, {refused} refused, 0 SIGBUS");
    }

    [Theory]
    [InlineData("4k")]
    [InlineData("1m")]
    [InlineData("64m")]
    public async Task Any_size_of_shared_memory(string size)
    {
        string mount = $"mount -t tmpfs -o size={size} tmpfs /dev/shm";
        Assert.SkipUnless(CanMount(), "This system does not let a test mount a file system of its own.");
        await using var host = new HostProcess("call", Folder, "unshare", "--mount", "/bin/sh", "-c", $"{mount} && exec \"$0\" \"$@\"");
        (int code, string output, string errors) = await host.EndAsync(TestToken);
        Assert.True(code == 0 && output.Contains("answer 42", StringComparison.Ordinal), $"{code}: {output}{errors}");
        Report($"/dev/shm of {size}", "works or falls back, 0 SIGBUS", $"works: the pool's memory has no name there");
    }

    private static bool CanMount()
    {
        using var process = System.Diagnostics.Process.Start("unshare", ["--mount", "/bin/sh", "-c", "mount -t tmpfs -o size=4k tmpfs /dev/shm 2>/dev/null"]);
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
