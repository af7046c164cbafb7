using Microsoft.CodeAnalysis.CodeFixes;
using ParallelGen.CodeFixes;
using ParallelGen.Generator.Tests.Testing;

namespace ParallelGen.Generator.Tests;

/// <summary>What each code fix makes of a program, where it is not offered, and what it makes of many places at once.</summary>
public sealed class CodeFixTests
{
    [Theory]
    [InlineData("public class C { [RunInProcessPool] internal int M(int x) => x; }", "public class C { [RunInProcessPool] internal static int M(int x) => x; }")]
    [InlineData("public class C { [RunInProcessPool] public async Task M() => await Task.Yield(); }", "public class C { [RunInProcessPool] public static async Task M() => await Task.Yield(); }")]
    [InlineData("public struct C { [RunInProcessPool] public readonly int M(int x) => x; }", "public struct C { [RunInProcessPool] public static int M(int x) => x; }")]
    public Task Make_static(string before, string after) => FixTest.Verify(new MakeStaticFix(), before, after);

    [Theory]
    [InlineData("public class C { int _y; [RunInProcessPool] internal int M(int x) => x + _y; }")]
    [InlineData("public class C { [RunInProcessPool] public virtual int M(int x) => x; }")]
    [InlineData("public class C { [RunInProcessPool] public override string ToString() => \"\"; }")]
    [InlineData("public interface I { int M(int x); } public class C : I { [RunInProcessPool] public int M(int x) => x; }")]
    public Task Not_made_static(string source) => FixTest.VerifyNone(new MakeStaticFix(), source);

    [Theory]
    [InlineData("public class C { [RunInProcessPool] private static void M() { } }", "public class C { [RunInProcessPool] internal static void M() { } }")]
    [InlineData("public class C { [RunInProcessPool] static void M() { } }", "public class C { [RunInProcessPool] internal static void M() { } }")]
    [InlineData("public class C { [RunInProcessPool] protected static void M() { } }", "public class C { [RunInProcessPool] protected internal static void M() { } }")]
    [InlineData("public class C { class D { [RunInProcessPool] static void M() { } } }", "public class C { internal class D { [RunInProcessPool] internal static void M() { } } }")]
    [InlineData(
        "public static partial class C { [RunInProcessPool] private static partial int M(int x); private static partial int M(int x) => x; }",
        "public static partial class C { [RunInProcessPool] internal static partial int M(int x); internal static partial int M(int x) => x; }")]
    public Task Make_internal(string before, string after) => FixTest.Verify(new MakeInternalFix(), before, after);

    [Fact]
    public Task Make_internal_everywhere() => FixTest.VerifyAll(
        new MakeInternalFix(),
        ["public partial class C { partial class D { [RunInProcessPool] static void M() { } [RunInProcessPool] static void N() { } } }", "public partial class C { partial class D { [RunInProcessPool] static void O() { } } }"],
        ["public partial class C { internal partial class D { [RunInProcessPool] internal static void M() { } [RunInProcessPool] internal static void N() { } } }", "public partial class C { internal partial class D { [RunInProcessPool] internal static void O() { } } }"]);

    [Fact]
    public Task Make_static_everywhere() => FixTest.VerifyAll(
        new MakeStaticFix(),
        ["public class C { [RunInProcessPool] public int M(int x) => x; [RunInProcessPool] public int N(int x) => x; }", "public class D { [RunInProcessPool] public int O(int x) => x; }"],
        ["public class C { [RunInProcessPool] public static int M(int x) => x; [RunInProcessPool] public static int N(int x) => x; }", "public class D { [RunInProcessPool] public static int O(int x) => x; }"]);

    [Fact]
    public Task Move_a_local_function_of_the_top_level() => FixTest.Verify(
        new MoveLocalFunctionFix(),
        """
        Console.WriteLine(Double(2));

        [RunInProcessPool]
        static int Double(int x) => x * 2;

        """,
        """
        Console.WriteLine(Work.Double(2));

        internal static class Work
        {
            [RunInProcessPool]
            internal static int Double(int x) => x * 2;
        }
        """);

    [Fact]
    public Task Move_all_local_functions() => FixTest.VerifyAll(
        new MoveLocalFunctionFix(),
        [
            """
            public class Program
            {
                public static int Run()
                {
                    return Double(2) + Half(2);

                    [RunInProcessPool]
                    static int Double(int x) => x * 2;

                    [RunInProcessPool]
                    static int Half(int x)
                    {
                        return x / 2;
                    }
                }
            }
            """,
            "public class Work { public static async Task Run() { await N(); [RunInProcessPool] async Task N() { await Task.Yield(); } } }",
        ],
        [
            """
            public class Program
            {
                public static int Run()
                {
                    return Work2.Double(2) + Work2.Half(2);
                }
            }

            internal static class Work2
            {
                [RunInProcessPool]
                internal static int Double(int x) => x * 2;

                [RunInProcessPool]
                internal static int Half(int x)
                {
                    return x / 2;
                }
            }
            """,
            """
            public class Work { public static async Task Run() { await Work3.N(); } }

            internal static class Work3
            {
                [RunInProcessPool] internal static async Task N() { await Task.Yield(); }
            }
            """,
        ]);

    [Theory]
    [InlineData("int y = 1; Console.WriteLine(M(2)); [RunInProcessPool] int M(int x) => x * y;")]
    [InlineData("public class C { int _y; int N() { return M(2); [RunInProcessPool] int M(int x) => x * _y; } }")]
    [InlineData("public class C { static int s_y; static int N() { return M(2); [RunInProcessPool] static int M(int x) => x * s_y; } }")]
    [InlineData("public class C<T> { static T? N() { return M(); [RunInProcessPool] static T? M() => default; } }")]
    [InlineData("M(); [RunInProcessPool] static void M() => N(); static void N() { }")]
    public Task Not_moved(string source) => FixTest.VerifyNone(new MoveLocalFunctionFix(), source);

    [Theory]
    [InlineData("public class Session { [RunInProcessPool] public static void Dispose() { } }", "public class Session { [RunInProcessPool(Name = \"DisposeSession\")] public static void Dispose() { } }")]
    [InlineData("public class Session { [RunInProcessPool(Name = \"WarmUp\", TimeoutMilliseconds = 1)] public static void M() { } }", "public class Session { [RunInProcessPool(Name = \"WarmUpSession\", TimeoutMilliseconds = 1)] public static void M() { } }")]
    [InlineData("public class Session { [RunInProcessPool] public static void Dispose() { } [RunInProcessPool] public static void DisposeSession() { } }", "public class Session { [RunInProcessPool(Name = \"DisposeSession2\")] public static void Dispose() { } [RunInProcessPool] public static void DisposeSession() { } }")]
    public Task Set_name(string before, string after) => FixTest.Verify(new SetNameFix(), before, after);

    [Fact]
    public Task Set_all_names() => FixTest.VerifyAll(
        new SetNameFix(),
        ["public class Png { [RunInProcessPool] public static void Decode() { } }", "public class Jpeg { [RunInProcessPool] public static void Decode() { } [RunInProcessPool] public static int Load(int x) => x; [RunInProcessPool] public static Task LoadAsync(int x) => Task.CompletedTask; }"],
        ["public class Png { [RunInProcessPool(Name = \"DecodePng\")] public static void Decode() { } }", "public class Jpeg { [RunInProcessPool(Name = \"DecodeJpeg\")] public static void Decode() { } [RunInProcessPool(Name = \"LoadJpeg\")] public static int Load(int x) => x; [RunInProcessPool(Name = \"LoadJpeg2\")] public static Task LoadAsync(int x) => Task.CompletedTask; }"]);

    [Theory]
    [InlineData("int M(int n, CancellationToken t) { while (n > 0) { n--; } return n; }", "int M(int n, CancellationToken t) { while (n > 0) { t.ThrowIfCancellationRequested(); n--; } return n; }")]
    [InlineData("int M(int n, CancellationToken t) { do n--; while (n > 0); return n; }", "int M(int n, CancellationToken t) { do { t.ThrowIfCancellationRequested(); n--; } while (n > 0); return n; }")]
    public async Task Look_at_the_token(string before, string after)
    {
        await FixTest.Verify(new LookAtTokenFix(), InClass(before), InClass(after));
    }

    [Fact]
    public Task Add_a_token() => FixTest.Verify(
        new AddTokenFix(),
        """
        public static class C
        {
            [RunInProcessPool(TimeoutMilliseconds = 5)]
            public static int M(int n, params int[] rest)
            {
                foreach (int item in rest)
                    n += item;
                for (; n > 0; n--)
                {
                    while (n % 2 == 0)
                        n /= 2;
                }

                return n;
            }
        }
        """,
        """
        public static class C
        {
            [RunInProcessPool(TimeoutMilliseconds = 5)]
            public static int M(int n, CancellationToken cancellationToken = default, params int[] rest)
            {
                foreach (int item in rest)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    n += item;
                }

                for (; n > 0; n--)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    while (n % 2 == 0)
                        n /= 2;
                }

                return n;
            }
        }
        """);

    [Theory]
    [InlineData("double M(double[] a) { double s = 0; foreach (double x in a) s += x; return s; }", "double M(ReadOnlyMemory<double> a) { double s = 0; foreach (double x in a.Span) s += x; return s; }")]
    [InlineData("double M(double[] a) => a[0] + a[^1] + a.Length;", "double M(ReadOnlyMemory<double> a) => a.Span[0] + a.Span[^1] + a.Length;")]
    [InlineData("bool M(double[] a) => N(a) && O(a); static bool N(ReadOnlySpan<double> a) => a.IsEmpty; static bool O(ReadOnlyMemory<double> a) => a.IsEmpty;", "bool M(ReadOnlyMemory<double> a) => N(a.Span) && O(a); static bool N(ReadOnlySpan<double> a) => a.IsEmpty; static bool O(ReadOnlyMemory<double> a) => a.IsEmpty;")]
    public Task Take_memory(string before, string after) => FixTest.Verify(new ReadOnlyMemoryFix(), InClass(before), InClass(after));

    [Fact]
    public void Every_fix_can_be_found() => Assert.All(
        typeof(Fix).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Fix))),
        type => Assert.True(type is { IsPublic: true, IsSealed: true } && type.IsDefined(typeof(ExportCodeFixProviderAttribute), inherit: false)));

    private static string InClass(string method) => $"public static class C {{ [RunInProcessPool] public static {method} }}";
}
