using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using ParallelGen.Generator.Tests.Testing;

namespace ParallelGen.Generator.Tests;

/// <summary>What the README and the pages show is what compiles: the first program is the quick start, and every program compiles without a warning.</summary>
public sealed partial class ReadmeTests
{
    private const string ImplicitUsings = "global using System; global using System.IO; global using System.Collections.Generic; global using System.Linq; global using System.Threading.Tasks;";

    // What the two libraries document of their serializers, which cannot be restored here.
    private const string SerializerSignatures = """
        #nullable enable
        using System.Buffers;
        using System.Threading;
        namespace MessagePack
        {
            public sealed class MessagePackSerializerOptions;
            public static class MessagePackSerializer
            {
                public static void Serialize<T>(IBufferWriter<byte> writer, T value, MessagePackSerializerOptions? options = null, CancellationToken cancellationToken = default) { }
                public static T Deserialize<T>(in ReadOnlySequence<byte> byteSequence, MessagePackSerializerOptions? options = null, CancellationToken cancellationToken = default) => default!;
            }
        }
        namespace MemoryPack
        {
            public sealed class MemoryPackSerializerOptions;
            public static class MemoryPackSerializer
            {
                public static void Serialize<T, TBufferWriter>(in TBufferWriter bufferWriter, in T? value, MemoryPackSerializerOptions? options = default) where TBufferWriter : IBufferWriter<byte> { }
                public static T? Deserialize<T>(in ReadOnlySequence<byte> buffer, MemoryPackSerializerOptions? options = default) => default;
            }
        }
        """;

    private static readonly string[] s_programs = [.. ProgramsOf("README.md"), .. ProgramsOf("docs/worker-state.md")];

    public static TheoryData<int> Programs => [.. Enumerable.Range(0, s_programs.Length)];

    [Fact]
    public void The_first_program_is_the_quick_start() =>
        Assert.Equal(File.ReadAllText(Path.Combine(Folders.Root, "samples", "QuickStart", "Program.cs")).ReplaceLineEndings("\n").Trim(), s_programs[0].Trim());

    [Fact]
    public void The_page_on_serialization_shows_the_sample_of_own_formats() =>
        Assert.Equal(
            File.ReadAllText(Path.Combine(Folders.Root, "samples", "OwnFormats", "Forecast.cs")).ReplaceLineEndings("\n"),
            Program().Match(File.ReadAllText(Path.Combine(Folders.Root, "docs", "serialization.md"))).Groups["code"].Value.ReplaceLineEndings("\n"));

    [Fact]
    public void The_formatters_of_other_libraries_on_that_page_compile()
    {
        string[] formatters =
            [.. Program().Matches(File.ReadAllText(Path.Combine(Folders.Root, "docs", "serialization.md"))).Select(match => match.Groups["code"].Value).Where(code => code.Contains("PackSerializer."))];
        Assert.Equal(2, formatters.Length);
        Assert.All(formatters, formatter => Assert.Empty(GeneratorRun.Of(TestCompilation.Create($$"""
            using System.Buffers;
            using MessagePack;
            using MemoryPack;
            using ParallelGen;

            [WireFormatter(typeof(ForecastFormatter))]
            internal sealed record Forecast(string City);
            internal sealed class ForecastFormatter : IWireFormatter<Forecast>
            {
                {{formatter}}
            }
            internal static class Weather { [RunInProcessPool] internal static Forecast Tomorrow(Forecast today) => today; }
            """, SerializerSignatures)).Complaints()));
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void Every_program_compiles(int number) =>
        Assert.Empty(GeneratorRun.Of(TestCompilation.Create(s_programs[number], ImplicitUsings).AsExecutable()).Complaints());

    private static IEnumerable<string> ProgramsOf(string page) =>
        Program().Matches(File.ReadAllText(Path.Combine(Folders.Root, page))).Select(match => match.Groups["code"].Value.ReplaceLineEndings("\n"));

    [GeneratedRegex("```csharp\r?\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Program();
}
