using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ParallelGen.Generator.Tests.Testing;

namespace ParallelGen.Generator.Tests;

/// <summary>Which generated overload a call binds to.</summary>
public sealed class BindingTests
{
    private const string Methods = """
        using System.Collections.Generic;
        using System.Threading;
        using ParallelGen;

        public static class Work
        {
            [RunInProcessPool] public static int Add(int left, int right = 0) => left + right;
            [RunInProcessPool] public static int Load(int id) => id;
            [RunInProcessPool] public static int Load(int id, string kind = "") => id;
            [RunInProcessPool] public static int Load(string path) => path.Length;
            [RunInProcessPool] public static int Sum(int seed, params int[] others) => seed + others.Length;
            [RunInProcessPool] public static void Send(byte[] bytes, CancellationToken stop, int priority = 0) { }
            [RunInProcessPool] public static int Length(this string text) => text.Length;
            [RunInProcessPool] public static int Weigh(System.ReadOnlySpan<byte> bytes, int factor = 1) => factor * bytes.Length;
            [RunInProcessPool] public static int Fold(int seed, params System.ReadOnlySpan<int> others) => seed + others.Length;
            [RunInProcessPool] public static int Paint(System.Range rows, SharedArray<byte> pixels) => pixels.Length;
        }

        public abstract class Both : IEnumerable<int>, IAsyncEnumerable<int>
        {
            public abstract IEnumerator<int> GetEnumerator();
            System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
            public abstract IAsyncEnumerator<int> GetAsyncEnumerator(CancellationToken cancellationToken = default);
        }
        """;

    [Theory]
    [InlineData("AddAsync(1)", "int, int, CancellationToken")]
    [InlineData("AddAsync(1, 2, token)", "int, int, CancellationToken")]
    [InlineData("AddMapAsync([])", "IEnumerable<int>, int, MapOptions?, CancellationToken")]
    [InlineData("AddMapAsync(null!)", "IEnumerable<int>, int, MapOptions?, CancellationToken")]
    [InlineData("AddMapAsync([1, 2], 3)", "IEnumerable<int>, int, MapOptions?, CancellationToken")]
    [InlineData("AddMapAsync([1, 2], options: new() { ChunkSize = 1 })", "IEnumerable<int>, int, MapOptions?, CancellationToken")]
    [InlineData("AddMapAsync([(1, 2)])", "IEnumerable<(int left, int right)>, MapOptions?, CancellationToken")]
    [InlineData("AddMapAsync(new List<(int, int)>())", "IEnumerable<(int left, int right)>, MapOptions?, CancellationToken")]
    [InlineData("AddTryMapAsync([], cancellationToken: token)", "IEnumerable<int>, int, MapOptions?, CancellationToken")]
    [InlineData("AddStreamAsync([])", "IEnumerable<int>, int, MapOptions?, CancellationToken")]
    [InlineData("AddStreamAsync(both)", "IAsyncEnumerable<int>, int, MapOptions?, CancellationToken")]
    [InlineData("AddTryStreamAsync(both, 2)", "IAsyncEnumerable<int>, int, MapOptions?, CancellationToken")]
    [InlineData("AddStreamAsync(null!)", "IAsyncEnumerable<int>, int, MapOptions?, CancellationToken")]
    [InlineData("LoadAsync(1)", "int, CancellationToken")]
    [InlineData("LoadAsync(1, token)", "int, CancellationToken")]
    [InlineData("LoadAsync(1, \"a\")", "int, string, CancellationToken")]
    [InlineData("LoadAsync(\"a\")", "string, CancellationToken")]
    [InlineData("LoadMapAsync([1])", "IEnumerable<int>, MapOptions?, CancellationToken")]
    [InlineData("LoadMapAsync([1], \"kind\")", "IEnumerable<int>, string, MapOptions?, CancellationToken")]
    [InlineData("LoadMapAsync([(1, \"kind\")])", "IEnumerable<(int id, string kind)>, MapOptions?, CancellationToken")]
    [InlineData("LoadStreamAsync(both)", "IAsyncEnumerable<int>, MapOptions?, CancellationToken")]
    [InlineData("SumAsync(1, [2, 3])", "int, int[], CancellationToken")]
    [InlineData("SumMapAsync([1, 2], [3])", "IEnumerable<int>, int[], MapOptions?, CancellationToken")]
    [InlineData("SendAsync([1], 2, token)", "byte[], int, CancellationToken")]
    [InlineData("SendAsync([1], stop: token)", "byte[], int, CancellationToken")]
    [InlineData("LengthAsync(\"text\")", "string, CancellationToken")]
    [InlineData("WeighAsync(new byte[3])", "ReadOnlyMemory<byte>, int, CancellationToken")]
    [InlineData("WeighMapAsync([[1, 2], [], null!])", "IEnumerable<byte[]>, int, MapOptions?, CancellationToken")]
    [InlineData("WeighMapAsync([([1, 2], 3)])", "IEnumerable<(byte[] bytes, int factor)>, MapOptions?, CancellationToken")]
    [InlineData("FoldAsync(1, new[] { 2, 3 })", "int, ReadOnlyMemory<int>, CancellationToken")]
    [InlineData("PaintAsync(1..2, SharedArray.Create<byte>(3))", "Range, SharedArray<byte>, CancellationToken")]
    [InlineData("PaintMapAsync([1..2], SharedArray.Create<byte>(3))", "IEnumerable<Range>, SharedArray<byte>, MapOptions?, CancellationToken")]
    public void Call_binds_to(string call, string parameters)
    {
        string caller = $$"""
            using System.Collections.Generic;
            using System.Threading;
            using ParallelGen;

            internal static class Caller
            {
                internal static object Call(ProcessPool pool, Both both, CancellationToken token) => pool.{{call}};
            }
            """;
        GeneratorRun run = GeneratorRun.Of(Methods, caller);
        Assert.Empty(run.Complaints());

        SyntaxTree tree = run.Output.SyntaxTrees.ElementAt(1);
        InvocationExpressionSyntax invocation = tree.GetRoot(TestContext.Current.CancellationToken).DescendantNodes().OfType<InvocationExpressionSyntax>().First();
        var method = (IMethodSymbol)run.Output.GetSemanticModel(tree).GetSymbolInfo(invocation, TestContext.Current.CancellationToken).Symbol!;
        Assert.Equal(parameters, string.Join(", ", method.Parameters.Select(p => p.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat))));
    }
}
