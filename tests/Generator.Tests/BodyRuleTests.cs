using ParallelGen.Generator.Tests.Testing;

namespace ParallelGen.Generator.Tests;

/// <summary>The rules about what a marked method does: where each strikes, and what comes near without breaking it.</summary>
public sealed class BodyRuleTests
{
    [Theory]
    [InlineData("static int s_x; [RunInProcessPool] public static void M() => {|PGEN030:s_x|} = 1;")]
    [InlineData("static int s_x; [RunInProcessPool] public static void M() => {|PGEN030:s_x|}++;")]
    [InlineData("static int s_x; [RunInProcessPool] public static void M() => {|PGEN030:s_x|} += 2;")]
    [InlineData("static string? s_x; [RunInProcessPool] public static string M() => {|PGEN030:s_x|} ??= \"\";")]
    [InlineData("static int s_x; [RunInProcessPool] public static void M() => (_, {|PGEN030:s_x|}) = (1, 2);")]
    [InlineData("static int s_x; [RunInProcessPool] public static void M() => Interlocked.Increment(ref {|PGEN030:s_x|});")]
    [InlineData("static int s_x; [RunInProcessPool] public static void M(string t) => int.TryParse(t, out {|PGEN030:s_x|});")]
    [InlineData("static int X { get; set; } [RunInProcessPool] public static void M() => {|PGEN030:X|} = 1;")]
    [InlineData("static event Action? E; [RunInProcessPool] public static void M() => {|PGEN030:E|} += () => { };")]
    [InlineData("static readonly int[] s_x = new int[3]; [RunInProcessPool] public static void M() => {|PGEN030:s_x|}[0] = 1;")]
    [InlineData("static readonly Dictionary<int, int> s_x = []; [RunInProcessPool] public static void M() => {|PGEN030:s_x|}[0] = 1;")]
    [InlineData("static readonly List<int> s_x = []; [RunInProcessPool] public static void M() => {|PGEN030:s_x|}.Add(1);")]
    [InlineData("static readonly List<int>? s_x = []; [RunInProcessPool] public static void M() => {|PGEN030:s_x|}?.Add(1);")]
    [InlineData("static readonly System.Text.StringBuilder s_x = new(); [RunInProcessPool] public static void M() => {|PGEN030:s_x|}.Append('c');")]
    [InlineData("class D { public int[] Y = []; } static readonly D s_x = new(); [RunInProcessPool] public static void M() => {|PGEN030:s_x|}.Y[0]++;")]
    [InlineData("static int s_x; [RunInProcessPool] public static void M() { F(); void F() => {|PGEN030:s_x|} = 1; }")]
    [InlineData("static int s_x; [RunInProcessPool] public static void M(int[] a) => Array.ForEach(a, x => {|PGEN030:s_x|} += x);")]
    [InlineData("static int s_x; [RunInProcessPool] public static void M() => {|PGEN030:N()|}; static void N() => s_x = 1;")]
    [InlineData("static int s_x; [RunInProcessPool] public static void M() => Run({|PGEN030:N|}); static void Run(Action a) => a(); static void N() => s_x = 1;")]
    [InlineData("static int s_x; static int X { get => s_x; set => s_x = value; } [RunInProcessPool] public static void M() => {|PGEN030:X|} = 1;")]
    [InlineData("class D { static int s_x; public D() => s_x++; } [RunInProcessPool] public static int M() => {|PGEN030:new D()|}.GetHashCode();")]
    [InlineData("class D { static int s_x; public static D operator +(D a, D b) { s_x++; return a; } } [RunInProcessPool] public static int M() => ({|PGEN030:new D() + new D()|}).GetHashCode();")]
    [InlineData("class D { int _n; public void Next() => _n++; } static readonly D s_x = new(); [RunInProcessPool] public static void M() => {|PGEN030:s_x.Next()|};")]
    [InlineData("class D { int _n; public void Next() => Step(); void Step() => _n++; } static readonly D s_x = new(); [RunInProcessPool] public static void M() => {|PGEN030:s_x.Next()|};")]
    [InlineData("static int s_x; [RunInProcessPool] public static void M() => {|PGEN030:\"\".N()|}; static void N(this string t) => s_x = 1;")]
    [InlineData("static int s_x; static C() { } [RunInProcessPool] public static void M() => {|PGEN030:s_x|} = 1;")]
    public Task Writes_a_static(string members) => AnalyzerRun.Verify($"public static class C {{ {members} }}");

    [Theory]
    [InlineData("static readonly int[] s_x = new int[3]; [RunInProcessPool] public static int M() => s_x[0];")]
    [InlineData("static readonly Dictionary<int, int> s_x = []; [RunInProcessPool] public static int M() => s_x[0] + s_x.Count;")]
    [InlineData("static readonly List<int> s_x = []; [RunInProcessPool] public static bool M() => s_x.Contains(1);")]
    [InlineData("static int s_x; [RunInProcessPool] public static string M() => nameof(s_x);")]
    [InlineData("static int s_x; static void N() => s_x = 1; [RunInProcessPool] public static void M() { }")]
    [InlineData("static int s_x; static C() => s_x = 2; [RunInProcessPool] public static void M() => s_x++;")]
    [InlineData("static readonly List<int> s_x; static C() => s_x = []; [RunInProcessPool] public static void M() => s_x.Add(1);")]
    [InlineData("static int s_x; static C() => N(); static void N() => s_x = 2; [RunInProcessPool] public static void M() => s_x++;")]
    [InlineData("static int s_x; [WorkerInitializer] public static void I(int x) => s_x = x; [RunInProcessPool] public static void M() => s_x++;")]
    [InlineData("static int s_x; [WorkerCleanup] public static void I() => s_x = 0; [RunInProcessPool] public static void M() => s_x++;")]
    [InlineData("[RunInProcessPool] public static int M() { int x = 0; x++; int[] a = [1]; a[0] = 2; return x; }")]
    [InlineData("class D { int _n; public void Next() => _n++; } [RunInProcessPool] public static void M() => new D().Next();")]
    [InlineData("class D { int _n; public int Next() => _n; } static readonly D s_x = new(); [RunInProcessPool] public static int M() => s_x.Next();")]
    [InlineData("class D { public int Y { get; set; } } [RunInProcessPool] public static int M() => new D { Y = 1 }.Y;")]
    [InlineData("[RunInProcessPool] public static void M() => Environment.ExitCode = 1;")]
    [InlineData("interface I { void N(); } class D : I { static int s_x; public void N() => s_x++; } [RunInProcessPool] public static void M() { I i = new D(); i.N(); }")]
    public Task Writes_no_static(string members) => AnalyzerRun.Verify($"public static class C {{ {members} }}", information: "PGEN031");

    [Fact]
    public async Task The_path_is_named()
    {
        var found = await AnalyzerRun.Verify("""
            public static class Images
            {
                [RunInProcessPool] public static byte[] Resize(string path) => {|PGEN030:Cache.Get(path)|};
            }

            public static class Cache
            {
                private static readonly Dictionary<string, byte[]> s_cache = [];

                public static byte[] Get(string path)
                {
                    if (!s_cache.TryGetValue(path, out byte[]? image))
                        s_cache[path] = image = new byte[1];
                    return image;
                }
            }
            """);
        Assert.Contains("(Resize -> Cache.Get -> s_cache)", Assert.Single(found).GetMessage(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(8, 1)]
    [InlineData(9, 0)]
    public async Task Calls_are_followed_eight_deep(int depth, int expected)
    {
        string chain = string.Join(" ", Enumerable.Range(1, depth).Select(i => $"static void M{i}() => {(i == depth ? "s_x = 1" : $"M{i + 1}()")};"));
        var found = await AnalyzerRun.Run($"public static class C {{ static int s_x; [RunInProcessPool] public static void M() => M1(); {chain} }}");
        Assert.Equal(expected, found.Count(d => d.Id == "PGEN030"));
    }

    [Fact]
    public Task Recursion_ends() => AnalyzerRun.Verify(
        "public static class C { static int s_x; [RunInProcessPool] public static void M(int n) { if (n > 0) {|PGEN030:N(n)|}; } static void N(int n) { M(n - 1); s_x++; } }");

    [Fact]
    public Task Each_static_is_named_once() => AnalyzerRun.Verify(
        "public static class C { static int s_x, s_y; [RunInProcessPool] public static void M(int n) { {|PGEN030:s_x|} = 1; s_x = 2; N(); {|PGEN030:s_y|} = 3; } static void N() => s_x = s_y = 4; }");

    [Theory]
    [InlineData("static int s_x; [RunInProcessPool] public static int M() => {|PGEN031:s_x|};")]
    [InlineData("static int X { get; set; } [RunInProcessPool] public static int M() => {|PGEN031:X|};")]
    [InlineData("static int s_x; [RunInProcessPool] public static int M() => {|PGEN031:N()|}; static int N() => s_x;")]
    [InlineData("static int s_x; [RunInProcessPool] public static int M() => Volatile.Read(ref {|PGEN031:s_x|});")]
    [InlineData("static readonly int s_x = 1; [RunInProcessPool] public static int M() => s_x;")]
    [InlineData("const int X = 1; [RunInProcessPool] public static int M() => X;")]
    [InlineData("static int X { get; } = 1; [RunInProcessPool] public static int M() => X;")]
    [InlineData("static int X => 1; [RunInProcessPool] public static int M() => X;")]
    [InlineData("static int s_x; static C() => s_x = 1; [RunInProcessPool] public static int M() => s_x;")]
    [InlineData("static int s_x; [WorkerInitializer] public static void I(int x) => s_x = x; [RunInProcessPool] public static int M() => s_x;")]
    [InlineData("[RunInProcessPool] public static int M() => Environment.ExitCode + (int)DayOfWeek.Friday;")]
    [InlineData("static int s_x; [RunInProcessPool] public static int M() { {|PGEN030:s_x|} = 1; return s_x; }")]
    public Task Reads_a_static(string members) => AnalyzerRun.Verify($"public static class C {{ {members} }}", information: "PGEN031");

    [Theory]
    [InlineData("static readonly AsyncLocal<int> s_x = new(); [RunInProcessPool] public static int M() => {|PGEN032:s_x.Value|};")]
    [InlineData("static readonly AsyncLocal<int> s_x = new(); [RunInProcessPool] public static int M() => {|PGEN032:N()|}; static int N() => s_x.Value;")]
    [InlineData("[ThreadStatic] static int s_x; [RunInProcessPool] public static int M() => {|PGEN032:s_x|};")]
    [InlineData("[ThreadStatic] static int s_x; [RunInProcessPool] public static void M() => {|PGEN032:s_x|} = 1;")]
    [InlineData("static readonly AsyncLocal<int> s_x = new(); [RunInProcessPool] public static void M() => s_x.Value = 1;")]
    [InlineData("static int N() { AsyncLocal<int> x = new(); return x.Value; } [RunInProcessPool] public static void M() { }")]
    public Task Ambient_state(string members) => AnalyzerRun.Verify($"public static class C {{ {members} }}");

    [Theory]
    [InlineData("[RunInProcessPool] public static string M() => {|PGEN032:new HttpContextAccessor().HttpContext|}.Name;")]
    [InlineData("[RunInProcessPool] public static string M() => {|PGEN032:N()|}.Name; static Named N() => new HttpContextAccessor().HttpContext;")]
    [InlineData("[RunInProcessPool] public static string M() => new Mine.HttpContext().Name;")]
    public Task The_context_of_a_request(string members) => AnalyzerRun.Verify($$"""
        using Microsoft.AspNetCore.Http;
        public static class C { {{members}} }
        namespace Microsoft.AspNetCore.Http
        {
            public class HttpContext;
            public class HttpContextAccessor { public Named HttpContext => new(); }
            public class Named : HttpContext { public string Name = ""; }
        }
        namespace Mine { public class HttpContext { public string Name => ""; } }
        """);

    [Theory]
    [InlineData("[RunInProcessPool] public static string? M() => {|PGEN033:Console.ReadLine()|};")]
    [InlineData("[RunInProcessPool] public static int M() => {|PGEN033:Console.Read()|};")]
    [InlineData("[RunInProcessPool] public static bool M() => {|PGEN033:Console.KeyAvailable|};")]
    [InlineData("[RunInProcessPool] public static string? M() => {|PGEN033:Console.In|}.ReadLine();")]
    [InlineData("[RunInProcessPool] public static long M() => {|PGEN033:Console.OpenStandardInput()|}.Length;")]
    [InlineData("[RunInProcessPool] public static string? M() => N({|PGEN033:Console.ReadLine|}); static string? N(Func<string?> f) => f();")]
    [InlineData("[RunInProcessPool] public static int M() => {|PGEN033:N()|}; static int N() => Console.ReadKey().KeyChar;")]
    [InlineData("[RunInProcessPool] public static void M() => Console.WriteLine(Console.OutputEncoding);")]
    [InlineData("class Console { public static int Read() => 0; } [RunInProcessPool] public static int M() => Console.Read();")]
    [InlineData("static int N() => Console.Read(); [RunInProcessPool] public static void M() { }")]
    public Task Reads_the_console(string members) => AnalyzerRun.Verify($"public static class C {{ {members} }}");

    [Theory]
    [InlineData("int M(int n, CancellationToken t) { {|PGEN034:while|} (n > 0) n--; return n; }")]
    [InlineData("int M(int n, CancellationToken t) { {|PGEN034:for|} (int i = 0; i < n; i++) { } return n; }")]
    [InlineData("int M(int[] a, CancellationToken t) { int n = 0; {|PGEN034:foreach|} (int i in a) n += i; return n; }")]
    [InlineData("int M(int n, CancellationToken t) { {|PGEN034:do|} { n--; } while (n > 0); return n; }")]
    [InlineData("int M((int, int)[] a, CancellationToken t) { int n = 0; {|PGEN034:foreach|} ((int x, int y) in a) n += x + y; return n; }")]
    [InlineData("int M(int n, CancellationToken t) { t.ThrowIfCancellationRequested(); {|PGEN034:while|} (n > 0) { while (n > 9) n -= 2; n--; } return n; }")]
    [InlineData("int M(int n, CancellationToken t) { while (n > 0) { t.ThrowIfCancellationRequested(); n--; } return n; }")]
    [InlineData("int M(int n, CancellationToken t) { while (!t.IsCancellationRequested) n--; return n; }")]
    [InlineData("int M(int n, CancellationToken t) { for (int i = 0; i < n; i++) N(t); return n; } static void N(CancellationToken t) { }")]
    [InlineData("int M(int n, CancellationToken t) { var linked = CancellationTokenSource.CreateLinkedTokenSource(t); var u = linked.Token; while (n > 0) { N(u); n--; } return n; } static void N(CancellationToken t) { }")]
    [InlineData("int M(int n, CancellationToken t) { bool stop = false; t.Register(() => stop = true); while (!stop) n--; return n; }")]
    [InlineData("int M(int n, CancellationToken t) { for (int i = 0; i < 3; i++) { } while (n > 0) { t.ThrowIfCancellationRequested(); n--; } return n; }")]
    [InlineData("int M(int n, CancellationToken t) => n;")]
    [InlineData("int M(int n) { while (n > 0) n--; return n; }")]
    [InlineData("int M(int n) => N(n, default); static int N(int n, CancellationToken t) { while (n > 0) n--; return n; }")]
    public Task Ignored_token(string method) => AnalyzerRun.Verify($"public static class C {{ [RunInProcessPool] public static {method} }}");

    [Theory]
    [InlineData("pool => { {|PGEN036:pool.DoubleAsync(1)|}; };")]
    [InlineData("pool => { {|PGEN036:pool.DoubleMapAsync([1])|}; };")]
    [InlineData("pool => { {|PGEN036:pool.DoubleStreamAsync([1])|}; };")]
    [InlineData("pool => { pool?{|PGEN036:.DoubleAsync(1)|}; };")]
    [InlineData("pool => { {|PGEN036:pool.DoubleAsync(1)|}.ConfigureAwait(false); };")]
    [InlineData("pool => { {|PGEN036:CPoolExtensions.DoubleAsync(pool, 1)|}; };")]
    [InlineData("pool => { Task<int> task = {|PGEN036:pool.DoubleAsync(1)|}; };")]
    [InlineData("pool => {|PGEN036:pool.DoubleAsync(1)|};")]
    [InlineData("pool => { _ = pool.DoubleAsync(1); };")]
    [InlineData("async pool => { await pool.DoubleAsync(1); };")]
    [InlineData("async pool => { await pool.DoubleAsync(1).ConfigureAwait(false); };")]
    [InlineData("async pool => { Task<int> task = pool.DoubleAsync(1); await task; };")]
    [InlineData("pool => { pool.DoubleAsync(1).Wait(); };")]
    [InlineData("pool => { Other.DoubleAsync(pool); };")]
    [InlineData("pool => { new ProcessPoolOptions().UseLoad(1); };")]
    [InlineData("pool => { {|PGEN036:pool.DoubleOnEveryWorkerAsync(1)|}; };")]
    public Task Never_awaited(string lambda) => AnalyzerRun.Verify($$"""
        public static class C { [RunInProcessPool(EveryWorker = true)] public static int Double(int x) => x; [WorkerInitializer] public static void Load(int x) { } }
        public static class Other { public static Task DoubleAsync(this ProcessPool pool) => pool.DoubleAsync(2); }
        public static class Program { public static Action<ProcessPool> F = {{lambda}} }
        """);

    [Theory]
    [InlineData("public static int N() => {|PGEN037:C.Double(1)|};")]
    [InlineData("public static int N => {|PGEN037:C.Double(1)|};")]
    [InlineData("public static int N = {|PGEN037:C.Double(1)|};")]
    [InlineData("public static int N() => {|PGEN037:1.Double()|};")]
    [InlineData("[RunInProcessPool] public static int N() => C.Double(1);")]
    [InlineData("public static Func<int, int> N() => C.Double;")]
    [InlineData("public static string N() => nameof(C.Double);")]
    [InlineData("public static int N() => C.Triple(1);")]
    [InlineData("public static Task<int> N(ProcessPool pool) => pool.DoubleAsync(1);")]
    public Task Direct_call(string member) => AnalyzerRun.Verify(
        $"public static class C {{ [RunInProcessPool] public static int Double(this int x) => x; public static int Triple(int x) => x; }} public static class D {{ {member} }}",
        information: "PGEN037");

    [Theory]
    [InlineData("[RunInProcessPool(TimeoutMilliseconds = 5)] public static int {|PGEN041:M|}(int n) { while (n > 0) n--; return n; }")]
    [InlineData("[RunInProcessPool(TimeoutMilliseconds = 5)] public static int M(int n) => n;")]
    [InlineData("[RunInProcessPool(TimeoutMilliseconds = 5)] public static int M(int n, CancellationToken t) { while (n > 0) { t.ThrowIfCancellationRequested(); n--; } return n; }")]
    [InlineData("[RunInProcessPool] public static int M(int n) { while (n > 0) n--; return n; }")]
    public Task Timeout_without_token(string member) => AnalyzerRun.Verify($"public static class C {{ {member} }}", information: "PGEN041");
}
