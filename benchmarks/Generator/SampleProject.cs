using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ParallelGen.Benchmarks.Generator;

/// <summary>A project of 200 files with five marked methods each, over types of their own, and one file that has nothing to do with them.</summary>
internal sealed class SampleProject
{
    public const int FileCount = 200;
    public const int MethodsPerFile = 5;

    public static readonly CSharpParseOptions Options = new(LanguageVersion.CSharp13);

    private readonly MetadataReference[] _references;

    public SampleProject()
    {
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        _references =
        [
            .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
                .Split(Path.PathSeparator)
                .Where(path => Path.GetDirectoryName(path) == framework)
                .Append(typeof(ProcessPool).Assembly.Location)
                .Select(path => MetadataReference.CreateFromFile(path)),
        ];
        Trees = [.. Enumerable.Range(0, FileCount).Select(i => Parse(FileOf(i), i)), Parse(Unrelated("_count"), FileCount)];
    }

    public IReadOnlyList<SyntaxTree> Trees { get; }

    public CSharpCompilation Compile() => CSharpCompilation.Create(
        "Sample", Trees, _references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>The same files without a mark on any method.</summary>
    public CSharpCompilation CompileUnmarked() => Compile().RemoveAllSyntaxTrees().AddSyntaxTrees(
        Trees.Select((tree, i) => Parse(tree.ToString().Replace("[RunInProcessPool]", "", StringComparison.Ordinal), i)));

    /// <summary>The project after an edit of the file that has no marked methods.</summary>
    public static CSharpCompilation EditUnrelated(CSharpCompilation compilation, int version) =>
        Replace(compilation, FileCount, Unrelated("_count" + version.ToString(CultureInfo.InvariantCulture)));

    /// <summary>The project after an edit of the body of one marked method.</summary>
    public static CSharpCompilation EditBody(CSharpCompilation compilation, int version) =>
        Replace(compilation, FileCount / 2, FileOf(FileCount / 2).Replace("value * 2", "value * " + version.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));

    /// <summary>The project after an edit of the signature of one marked method.</summary>
    public static CSharpCompilation EditSignature(CSharpCompilation compilation, int version) =>
        Replace(compilation, FileCount / 2, FileOf(FileCount / 2).Replace("(int value)", $"(int value, int extra{version.ToString(CultureInfo.InvariantCulture)})", StringComparison.Ordinal));

    private static CSharpCompilation Replace(CSharpCompilation compilation, int index, string text) =>
        compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[index], Parse(text, index));

    private static SyntaxTree Parse(string text, int index) => CSharpSyntaxTree.ParseText(text, Options, $"File{index}.cs", System.Text.Encoding.UTF8);

    private static string FileOf(int index) => $$"""
        using System;
        using System.Collections.Generic;
        using System.Threading;
        using ParallelGen;

        namespace Sample.Part{{index % 20}};

        public sealed record Order{{index}}(int Id, string Name, List<Line{{index}}> Lines, Dictionary<string, double> Prices);
        public sealed record Line{{index}}(int Number, decimal Amount, DateTime Due, string? Note);

        public static class Work{{index}}
        {
            private const int Limit = 10;

            [RunInProcessPool] public static int Double{{index}}(int value) => value * 2;

            [RunInProcessPool] public static Order{{index}} Check{{index}}(Order{{index}} order, string rule)
            {
                foreach (Line{{index}} line in order.Lines)
                    Require(line.Amount >= 0 && line.Number < Limit, rule);
                return order;
            }

            [RunInProcessPool] public static double Sum{{index}}(double[] samples, CancellationToken cancellationToken)
            {
                double sum = 0;
                for (int i = 0; i < samples.Length; i++)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    sum += samples[i];
                }

                return sum;
            }

            [RunInProcessPool] public static List<Line{{index}}> Split{{index}}(string text, int? limit = null) => [new(text.Length, limit ?? 0, default, null)];

            [RunInProcessPool] public static void Note{{index}}(Guid id, IReadOnlyList<(int, string)> entries) => Require(entries.Count > 0, id.ToString());

            private static void Require(bool condition, string message)
            {
                if (!condition)
                    throw new InvalidOperationException(message);
            }
        }
        """;

    private static string Unrelated(string field) => $"namespace Sample; internal sealed class Unrelated {{ private int {field}; public int Next() => {field}++; }}";
}
