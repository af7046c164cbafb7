using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using ParallelGen.Generator.Tests.Testing;

namespace ParallelGen.Generator.Tests;

/// <summary>What the README shows is what compiles: its first program is the quick start, and every program of it compiles without a warning.</summary>
public sealed partial class ReadmeTests
{
    private const string ImplicitUsings = "global using System; global using System.IO; global using System.Collections.Generic; global using System.Linq; global using System.Threading.Tasks;";

    private static readonly string[] s_programs =
        [.. Program().Matches(File.ReadAllText(Path.Combine(Folders.Root, "README.md"))).Select(match => match.Groups["code"].Value.ReplaceLineEndings("\n"))];

    public static TheoryData<int> Programs => [.. Enumerable.Range(0, s_programs.Length)];

    [Fact]
    public void The_first_program_is_the_quick_start() =>
        Assert.Equal(File.ReadAllText(Path.Combine(Folders.Root, "samples", "QuickStart", "Program.cs")).ReplaceLineEndings("\n").Trim(), s_programs[0].Trim());

    [Fact]
    public void The_page_on_serialization_shows_the_sample_of_own_formats() =>
        Assert.Equal(
            File.ReadAllText(Path.Combine(Folders.Root, "samples", "OwnFormats", "Forecast.cs")).ReplaceLineEndings("\n"),
            Program().Match(File.ReadAllText(Path.Combine(Folders.Root, "docs", "serialization.md"))).Groups["code"].Value.ReplaceLineEndings("\n"));

    [Theory]
    [MemberData(nameof(Programs))]
    public void Every_program_compiles(int number) =>
        Assert.Empty(GeneratorRun.Of(TestCompilation.Create(s_programs[number], ImplicitUsings).AsExecutable()).Complaints());

    [Fact]
    public void The_program_of_the_page_on_streams_compiles() =>
        Assert.Empty(GeneratorRun.Of(TestCompilation.Create(
            Program().Match(File.ReadAllText(Path.Combine(Folders.Root, "docs", "streams.md"))).Groups["code"].Value.ReplaceLineEndings("\n"), ImplicitUsings).AsExecutable()).Complaints());

    [GeneratedRegex("```csharp\r?\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Program();
}
