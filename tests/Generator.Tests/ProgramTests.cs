using ParallelGen.Generator.Tests.Testing;

namespace ParallelGen.Generator.Tests;

/// <summary>The programs in <c>Programs</c>: what is generated for each, and that it compiles without a word.</summary>
public sealed class ProgramTests
{
    public static TheoryData<string> Programs { get; } =
        [.. Directory.GetFiles(Folders.Programs, "*.cs").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Programs))]
    public void Generated_code_is_as_verified(string program) => Snapshot.Verify(program, Run(program).Text);

    [Theory]
    [MemberData(nameof(Programs))]
    public void Generated_code_compiles_without_warnings(string program) => Assert.Empty(Run(program).Complaints());

    [Theory]
    [MemberData(nameof(Programs))]
    public void Generated_code_is_the_same_each_time(string program) => Assert.Equal(Run(program).Text, Run(program).Text);

    [Theory]
    [MemberData(nameof(Programs))]
    public void Generated_lines_end_in_line_feeds(string program) => Assert.DoesNotContain('\r', Run(program).Text);

    private static GeneratorRun Run(string program)
    {
        var compilation = TestCompilation.Create(File.ReadAllText(Path.Combine(Folders.Programs, program + ".cs")));
        return GeneratorRun.Of(program == "Empty" ? compilation.AsExecutable() : compilation);
    }
}
