using ParallelGen.Platform;
using ParallelGen.Supervision.Launch;

namespace ParallelGen.Tests.Platform;

public sealed class MemoryLimitTests : IDisposable
{
    private readonly string _folder = Directory.CreateDirectory(Path.Combine(OwnTemporaryFolder.Path, Path.GetRandomFileName())).FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("0::/a/b\n", "a/memory.max=1073741824;a/b/memory.max=max", 1L << 30)]
    [InlineData("0::/a/b\n", "a/memory.max=max;a/b/memory.max=4096", 4096L)]
    [InlineData("0::/\n", "memory.max=8192", 8192L)]
    [InlineData("0::/not/here\n", "memory.max=8192", 8192L)]
    [InlineData("0::/a\n", "a/memory.max=max", null)]
    [InlineData("5:cpu,memory:/docker/x\n3:pids:/\n", "memory/docker/x/memory.limit_in_bytes=2097152", 1L << 21)]
    [InlineData("5:memory:/\n", "memory/memory.limit_in_bytes=9223372036854771712", null)]
    public void The_smallest_limit_of_a_group_and_those_above_it_counts(string groups, string files, long? limit)
    {
        foreach (string[] file in files.Split(';').Select(text => text.Split('=')))
        {
            string name = Path.Combine(_folder, file[0]);
            Directory.CreateDirectory(Path.GetDirectoryName(name)!);
            File.WriteAllText(name, file[1] + "\n");
        }
        string list = Path.Combine(_folder, "groups");
        File.WriteAllText(list, groups);
        Assert.Equal(limit, MemoryLimit.Read(list, _folder));
    }

    [Fact]
    public void Without_groups_there_is_no_limit() => Assert.Null(MemoryLimit.Read(Path.Combine(_folder, "none"), _folder));

    [Fact]
    public void Workers_share_three_quarters_of_it_with_their_parent() => Assert.Equal(250 << 20, WorkerVariables.HeapLimitOf(1000L << 20, 2));

    [Theory]
    [InlineData("text\n[createdump] Writing full dump to file /dumps/core.1\n[createdump] Written\n", "/dumps/core.1")]
    [InlineData("text\n", null)]
    public void A_dump_is_found_in_the_standard_error(string text, string? path) => Assert.Equal(path, new WorkerExit(1, 134, text).DumpPath);
}
