using System.Collections.Concurrent;
using System.Globalization;
using ParallelGen.Generator.Tests.Testing;

namespace ParallelGen.Generator.Tests.Malformed;

/// <summary>
/// Code is broken most of the time while it is written: see <see cref="Soundness"/> for what must hold then. <c>PARALLELGEN_MUTATIONS</c> is
/// the number of mutations, <c>PARALLELGEN_SEED</c> where their random numbers begin.
/// </summary>
public sealed class MalformedTests(ITestOutputHelper output)
{
    private const int SliceSize = 100;

    private static readonly int s_mutations = Setting("PARALLELGEN_MUTATIONS", 5_000);

    // The same each time: a change is judged by what it changes. Other seeds are for the full tier.
    private static readonly int s_seed = Setting("PARALLELGEN_SEED", 1124);

    private static readonly string[] s_seeds =
    [
        .. MalformedPrograms.All,
        .. Directory.GetFiles(Folders.Programs, "*.cs").Order(StringComparer.Ordinal).Select(File.ReadAllText),
    ];

    public static TheoryData<int> Slices => [.. Enumerable.Range(0, (s_mutations + SliceSize - 1) / SliceSize)];

    public static TheoryData<int> CorpusSlices => [.. Enumerable.Range(0, (MalformedPrograms.All.Count + SliceSize - 1) / SliceSize)];

    [Fact]
    public void The_corpus_is_large_and_has_no_program_twice()
    {
        Assert.True(MalformedPrograms.All.Count >= 500, $"{MalformedPrograms.All.Count} programs");
        Assert.Equal(MalformedPrograms.All.Count, MalformedPrograms.All.Distinct().Count());
    }

    // Not in the corpus: each addition gives all mutations of a seed other programs.
    [Theory]
    [InlineData("using ParallelGen; public static class C { [RunInProcessPool] public static int M(T x) => 0; } static public class T { public T(int x) { } public int X { get; } }")]
    [InlineData("using ParallelGen; public static class C { [RunInProcessPool] public static int M(T[] x) => 0; } static public class T { public T(int x) { } public int X { get; } }")]
    [InlineData("using System.Runtime.CompilerServices; using ParallelGen; = App; public static class C { [RunInProcessPool] public static int M([CallerMemberName] string x = \"\", string y namespace \"\", int z = 0) => 0; }")]
    [InlineData("using ParallelGen; ( Mpublic class C { [RunInProcessPool] public static int partial(int a, int a) x) ; 0=> }")]
    [InlineData("using System; using ParallelGen; class A { public A() { } [Obsolete(\"\", true)] public Axint () { } public int X { get; set; } [RunInProcessPool] public static A M(A x) => x }")]
    [InlineData("using ParallelGen; using System.Collections.Generic; public class A : List<int> { public A() { } public A() { } } public static class C { [RunInProcessPool] public static A M(A x) => x; }")]
    [InlineData("using System; using ParallelGen; [assembly: RemoteException(typeof(A))] public class A : Exception { public A(string m) { } public A(string m) { } } public static class C { [RunInProcessPool] public static int M(int x) => x; }")]
    [InlineData("using System; using ParallelGen; [assembly: RemoteException(typeof(A))] public class A : Exception { [Obsolete(\"\", true)] public A(string m) { } } public static class C { [RunInProcessPool] public static int M(int x) => x; }")]
    [InlineData("using System; using ParallelGen; using System.Collections.Generic; public class A : List<int> { [Obsolete(\"\", true)] public A() { } } public static class C { [RunInProcessPool] public static A M(A x) => x; }")]
    public async Task What_a_mutation_found_is_mended(string program) =>
        Assert.Null(await Soundness.Violation(program, TestContext.Current.CancellationToken));

    [Theory]
    [MemberData(nameof(CorpusSlices))]
    public Task A_malformed_program_breaks_nothing(int slice) => Check(slice, MalformedPrograms.All.Count, index => MalformedPrograms.All[index]);

    [Theory]
    [MemberData(nameof(Slices))]
    public Task A_mutation_breaks_nothing(int slice) =>
        Check(slice, s_mutations, index => Mutation.Of(s_seeds[index % s_seeds.Length], s_seeds, new Random(s_seed + index)));

    private async Task Check(int slice, int count, Func<int, string> programAt)
    {
        output.WriteLine($"PARALLELGEN_SEED={s_seed}"); // who runs this as a program sees by it that it goes on
        var violations = new ConcurrentBag<string>();
        await Parallel.ForAsync(slice * SliceSize, Math.Min((slice + 1) * SliceSize, count), TestContext.Current.CancellationToken, async (index, cancellationToken) =>
        {
            string program = programAt(index);
            if (await Soundness.Violation(program, cancellationToken) is { } violation)
                violations.Add($"program {index}: {violation}\n{program}");
        });
        Assert.True(violations.IsEmpty, $"{violations.Count} of them with seed {s_seed}:\n{string.Join("\n\n", violations.Order(StringComparer.Ordinal).Take(25))}");
    }

    private static int Setting(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? int.Parse(value, CultureInfo.InvariantCulture) : otherwise;
}
