using Microsoft.CodeAnalysis.CSharp;
using ParallelGen.Generator.Tests.Testing;

namespace ParallelGen.Generator.Tests;

/// <summary>Each rule: where it strikes, at which place exactly, and what comes near without breaking it.</summary>
public sealed class DiagnosticTests
{
    [Theory]
    [InlineData("public class C { [RunInProcessPool] internal int {|PGEN001:M|}(int x) => x; }")]
    [InlineData("public struct S { [RunInProcessPool] public void {|PGEN001:M|}() { } }")]
    [InlineData("public class C { [RunInProcessPool] internal static int M(int x) => x; }")]
    [InlineData("public struct S { [RunInProcessPool] public static void M() { } }")]
    public Task Not_static(string source) => AnalyzerRun.Verify(source);

    [Theory]
    [InlineData("public class C { [RunInProcessPool] private static void {|PGEN002:M|}() { } }")]
    [InlineData("public class C { [RunInProcessPool] static void {|PGEN002:M|}() { } }")]
    [InlineData("public class C { [RunInProcessPool] protected static void {|PGEN002:M|}() { } }")]
    [InlineData("public class C { [RunInProcessPool] private protected static void {|PGEN002:M|}() { } }")]
    [InlineData("public class C { private class D { [RunInProcessPool] public static void {|PGEN002:M|}() { } } }")]
    [InlineData("public class C { protected class D { public class E { [RunInProcessPool] public static void {|PGEN002:M|}() { } } } }")]
    [InlineData("public class C { [RunInProcessPool] protected internal static void M() { } }")]
    [InlineData("public class C { internal class D { [RunInProcessPool] internal static void M() { } } }")]
    [InlineData("public interface I { [RunInProcessPool] static void M() { } }")]
    [InlineData("public static partial class C { [RunInProcessPool] private static partial int {|PGEN002:M|}(int x); private static partial int M(int x) => x; }")]
    [InlineData("public static partial class C { private static partial int {|PGEN002:M|}(int x); [RunInProcessPool] private static partial int M(int x) => x; }")]
    public Task Not_accessible(string source) => AnalyzerRun.Verify(source);

    [Theory]
    [InlineData("int M({|PGEN003:ref int x|}) => x;")]
    [InlineData("int M({|PGEN003:in int x|}) => x;")]
    [InlineData("void M({|PGEN003:out int x|}) => x = 0;")]
    [InlineData("int M({|PGEN003:ref readonly int x|}) => x;")]
    [InlineData("unsafe void M({|PGEN003:int*|} x) { }")]
    [InlineData("unsafe void M({|PGEN003:delegate*<void>|} x) { }")]
    [InlineData("void M({|PGEN003:Span<int>|} x) { }")]
    [InlineData("void M(int a, {|PGEN003:ref int b|}, {|PGEN003:out int c|}) => c = a;")]
    [InlineData("{|PGEN003:ref int|} M(int[] x) => ref x[0];")]
    [InlineData("void {|PGEN003:M|}(__arglist) { }")]
    [InlineData("int M(int x) => x;")]
    [InlineData("int M(params int[] x) => x.Length;")]
    public Task By_reference(string method) => AnalyzerRun.Verify(InClass(method));

    [Theory]
    [InlineData("public class C { [RunInProcessPool] public static T {|PGEN004:M|}<T>(T x) => x; }")]
    [InlineData("public class C<T> { [RunInProcessPool] public static int {|PGEN004:M|}(int x) => x; }")]
    [InlineData("public class C<T> { public class D { [RunInProcessPool] public static T {|PGEN004:M|}(T x) => x; } }")]
    [InlineData("public class C { [RunInProcessPool] public static List<int> M(List<int> x) => x; public static void N<T>() { } }")]
    public Task Open_generic(string source) => AnalyzerRun.Verify(source);

    [Theory]
    [InlineData("M(); [RunInProcessPool] static void {|PGEN005:M|}() { }")]
    [InlineData("public class C { void N() { M(); [RunInProcessPool] static void {|PGEN005:M|}() { } } }")]
    [InlineData("var f = [{|PGEN005:RunInProcessPool|}] static (int x) => x; f(1);")]
    [InlineData("public class C { public static int P { [{|PGEN005:RunInProcessPool|}] get => 0; } }")]
    [InlineData("public class C { public static event Action E { [{|PGEN005:RunInProcessPool|}] add { } remove { } } }")]
    [InlineData("public class C { [{|PGEN005:RunInProcessPool|}] public static C operator +(C a, C b) => a; }")]
    [InlineData("public class C { [{|PGEN005:RunInProcessPool|}] public static explicit operator int(C a) => 0; }")]
    [InlineData("public class C { [RunInProcessPool, Obsolete(\"\", true)] public static void {|PGEN005:M|}() { } }")]
    [InlineData("public class C { [RunInProcessPool, System.Runtime.InteropServices.UnmanagedCallersOnly] public static void {|PGEN005:M|}() { } }")]
    [InlineData("file class C { [RunInProcessPool] public static void {|PGEN005:M|}() { } }")]
    [InlineData("file class C { public class D { [RunInProcessPool] public static void {|PGEN005:M|}() { } } }")]
    [InlineData("public interface I { [RunInProcessPool] static abstract void {|PGEN005:M|}(); }")]
    [InlineData("public interface I { [RunInProcessPool] static virtual void {|PGEN005:M|}() { } }")]
    [InlineData("public interface I { static abstract void M(); } public class C : I { [RunInProcessPool] static void I.{|PGEN005:M|}() { } }")]
    [InlineData("M(); static void M() { } public static class C { [RunInProcessPool] public static void M() { } }")]
    [InlineData("public static partial class C { [RunInProcessPool] public static partial int M(int x); public static partial int M(int x) => x; }")]
    public Task Not_ordinary(string source) => AnalyzerRun.Verify(source);

    [Theory]
    [InlineData("[RunInProcessPool] public static int {|PGEN006:Load|}(int x) => x; [RunInProcessPool] public static Task<int> {|PGEN006:LoadAsync|}(int x) => Task.FromResult(x);")]
    [InlineData("[RunInProcessPool] public static int {|PGEN006:Load|}(int x) => x; [RunInProcessPool] public static int {|PGEN006:Load|}(int x, CancellationToken token) => x;")]
    [InlineData("[RunInProcessPool] public static int {|PGEN006:Load|}((int, string) x) => 0; [RunInProcessPool] public static int {|PGEN006:Load|}(int x, string y) => x;")]
    [InlineData("[RunInProcessPool] public static int Load(int x) => x; [RunInProcessPool(Name = \"Other\")] public static Task<int> LoadAsync(int x) => Task.FromResult(x);")]
    [InlineData("[RunInProcessPool] public static int Load(int x) => x; [RunInProcessPool] public static int Load(long x) => 0;")]
    [InlineData("[RunInProcessPool] public static int Load(int x) => x; public static Task<int> LoadAsync(int x) => Task.FromResult(x);")]
    public Task Same_signature(string members) => AnalyzerRun.Verify($"public static class C {{ {members} }}");

    [Theory]
    [InlineData("public class C { [RunInProcessPool] public static void {|PGEN007:M|}() { } } public class D { [RunInProcessPool] public static int {|PGEN007:MAsync|}() => 0; }")]
    [InlineData("public class C { [RunInProcessPool] public static void M() { } } public class D { [RunInProcessPool] public static int MAsync(int x) => 0; }")]
    [InlineData("namespace A { public class C { [RunInProcessPool] public static void M() { } } } namespace B { public class D { [RunInProcessPool] public static void M() { } } }")]
    public Task Same_signature_in_a_namespace(string source) => AnalyzerRun.Verify(source);

    [Theory]
    [InlineData("[RunInProcessPool] public static void {|PGEN008:Dispose|}() { }")]
    [InlineData("[RunInProcessPool] public static Task {|PGEN008:ShutdownAsync|}() => Task.CompletedTask;")]
    [InlineData("[RunInProcessPool(Name = {|PGEN008:\"WarmUp\"|})] public static void M() { }")]
    [InlineData("[RunInProcessPool] public static void {|PGEN008:GetType|}(int x) { }")]
    [InlineData("[RunInProcessPool(Name = \"Warm\")] public static void WarmUp() { }")]
    [InlineData("[RunInProcessPool] public static void dispose() { }")]
    public Task Reserved_name(string member) => AnalyzerRun.Verify($"public static class C {{ {member} }}");

    [Fact]
    public Task Old_language() => AnalyzerRun.Verify(
        "public class C { [RunInProcessPool] public static void {|PGEN010:M|}() { } }", LanguageVersion.CSharp12);

    [Fact]
    public void Nothing_is_generated_for_an_old_language() =>
        Assert.Empty(AnalyzerRun.Generate("public class C { [RunInProcessPool] public static void M() { } }", LanguageVersion.CSharp12).Sources);

    [Theory]
    [InlineData("async {|PGEN011:void|} M() => await Task.Yield();")]
    [InlineData("async Task M() => await Task.Yield();")]
    [InlineData("void M() { }")]
    public Task Async_void(string method) => AnalyzerRun.Verify(InClass(method));

    [Theory]
    [InlineData("[RunInProcessPool(Name = {|PGEN012:\"1st\"|})] public static void M() { }")]
    [InlineData("[RunInProcessPool(Name = {|PGEN012:\"\"|})] public static void M() { }")]
    [InlineData("[RunInProcessPool(TimeoutMilliseconds = {|PGEN012:-1|})] public static void M() { }")]
    [InlineData("[RunInProcessPool(Name = {|PGEN012:\"a b\"|}, TimeoutMilliseconds = {|PGEN012:int.MinValue|})] public static void M() { }")]
    [InlineData("[RunInProcessPool(MaxAttempts = {|PGEN012:0|})] public static void M() { }")]
    [InlineData("[RunInProcessPool(MaxAttempts = {|PGEN012:-3|}, Idempotent = true)] public static void M() { }")]
    [InlineData("[RunInProcessPool(MaxAttempts = 1)] public static void M() { }")]
    [InlineData("[RunInProcessPool(Name = null, TimeoutMilliseconds = 0)] public static void M() { }")]
    [InlineData("[RunInProcessPool(Name = \"class\", TimeoutMilliseconds = 1)] public static void M() { }")]
    public Task Impossible_value(string member) => AnalyzerRun.Verify($"public static class C {{ {member} }}");

    [Theory]
    [InlineData("[RunInProcessPool(MaxAttempts = {|PGEN039:2|})] public static void M() { }")]
    [InlineData("[RunInProcessPool(MaxAttempts = {|PGEN039:2|}, Idempotent = false)] public static void M() { }")]
    [InlineData("[RunInProcessPool(MaxAttempts = 2, Idempotent = true)] public static void M() { }")]
    [InlineData("[RunInProcessPool(Idempotent = true)] public static void M() { }")]
    public Task Retries_without_idempotent(string member) => AnalyzerRun.Verify($"public static class C {{ {member} }}");

    [Theory]
    [InlineData("public class Work { [RunInProcessPool] public static void {|PGEN038:M|}() { } } public class WorkPoolExtensions;")]
    [InlineData("public class Work { [RunInProcessPool] public static void {|PGEN038:M|}() { } } public static partial class WorkPoolExtensions;")]
    [InlineData("public class Work { [RunInProcessPool] public static void {|PGEN038:M|}() { } } public enum WorkPoolExtensions;")]
    [InlineData("public class Work { [RunInProcessPool] public static void {|PGEN038:M|}() { } } namespace WorkPoolExtensions { class D; }")]
    [InlineData("public class A { public class B { [RunInProcessPool] public static void {|PGEN038:M|}() { } } } public class A_BPoolExtensions;")]
    [InlineData("namespace N { public class Work { [RunInProcessPool] public static void {|PGEN038:M|}() { } } } namespace N { public class WorkPoolExtensions; }")]
    [InlineData("namespace N { public class Work { [RunInProcessPool] public static void M() { } } } public class WorkPoolExtensions;")]
    [InlineData("public class Work { [RunInProcessPool] public static void M() { } } public class WorkPoolExtensions<T>;")]
    [InlineData("public class Work { [RunInProcessPool] public static void M() { } } file class WorkPoolExtensions;")]
    [InlineData("public class Work { [RunInProcessPool] public static void M() { } public class WorkPoolExtensions; }")]
    public async Task Taken_class(string source)
    {
        await AnalyzerRun.Verify(source);
        Assert.Empty(AnalyzerRun.Generate(new MarkedSource(source).Text).Complaints());
    }

    [Theory]
    [InlineData("public class C { [WorkerInitializer] internal void {|PGEN040:I|}() { } }")]
    [InlineData("public class C { [WorkerInitializer] static void {|PGEN040:I|}() { } }")]
    [InlineData("public class C<T> { [WorkerInitializer] internal static void {|PGEN040:I|}() { } }")]
    [InlineData("public class C { [WorkerInitializer] internal static void {|PGEN040:I|}<T>(T x) { } }")]
    [InlineData("public class C { [WorkerInitializer] internal static {|PGEN040:int|} I() => 0; }")]
    [InlineData("public class C { [WorkerInitializer] internal static {|PGEN040:Task<int>|} I() => Task.FromResult(0); }")]
    [InlineData("public class C { [WorkerInitializer] internal static async {|PGEN040:void|} I() => await Task.Yield(); }")]
    [InlineData("public class C { [WorkerInitializer] internal static void I({|PGEN040:System.IO.Stream|} x) { } }")]
    [InlineData("public class C { [WorkerInitializer] internal static void I({|PGEN040:ref int x|}) { } }")]
    [InlineData("public class C { [WorkerCleanup] internal static void I({|PGEN040:int x|}) { } }")]
    [InlineData("public class C { void M() { I(); [WorkerInitializer] static void {|PGEN040:I|}() { } } }")]
    [InlineData("public class C { [WorkerInitializer] internal static void I(string path, CancellationToken token) { } }")]
    [InlineData("public class C { [WorkerInitializer] internal static Task I(int x) => Task.CompletedTask; }")]
    [InlineData("public class C { [WorkerCleanup] internal static ValueTask I() => default; }")]
    [InlineData("public class C { [WorkerInitializer] internal static void {|PGEN040:I|}(int x) { } [WorkerInitializer] internal static Task {|PGEN040:IAsync|}(int y, CancellationToken t) => Task.CompletedTask; }")]
    [InlineData("public class C { [WorkerInitializer] internal static void I(int x) { } [WorkerInitializer] internal static Task IAsync(string x) => Task.CompletedTask; }")]
    [InlineData("public class C { [WorkerInitializer, WorkerCleanup] internal static void {|PGEN040:I|}() { } }")]
    [InlineData("file static class C { [WorkerInitializer] internal static void {|PGEN040:I|}() { } }")]
    [InlineData("public interface I { [WorkerCleanup] static abstract void {|PGEN040:M|}(); }")]
    [InlineData("public class C { [WorkerInitializer] internal static void {|PGEN040:I|}(int x) { } } public class CPoolExtensions { }")]
    [InlineData("public class C { [WorkerInitializer, RunInProcessPool] internal static void I(int x) { } }")]
    [InlineData("namespace Mine { class WorkerInitializerAttribute : Attribute; class C { [Mine.WorkerInitializer] int I() => 0; } }")]
    public Task Mistyped_initializer(string source) => AnalyzerRun.Verify(source);

    [Fact]
    public void Methods_of_the_pool_are_reserved()
    {
        string[] names = [.. typeof(ProcessPool).GetMethods().Where(m => !m.IsSpecialName).Select(m => m.Name.EndsWith("Async", StringComparison.Ordinal) ? m.Name[..^5] : m.Name).Distinct()];
        Assert.All(names, name => Assert.Contains(
            AnalyzerRun.Run($"public static class C {{ [RunInProcessPool(Name = \"{name}\")] public static void M() {{ }} }}").Result, d => d.Id == "PGEN008"));
    }

    [Theory]
    [InlineData("public class D { public int X { get; set; } public int Y { get; private set; } } public class C { [RunInProcessPool] public static int M({|PGEN013:D|} x) => 0; }")]
    [InlineData("public class D { public int X { get; set; } public int Y { get; protected set; } } public class C { [RunInProcessPool] public static {|PGEN013:D[]|} M(int x) => []; }")]
    [InlineData("public class D { public int X { get; set; } public int Y { get; private set; } } public class C { [RunInProcessPool] public static {|PGEN013:D|} M(List<D> x, D y) => y; }")]
    [InlineData("public class D(int y) { public int X { get; set; } public int Y { get; private set; } = y; } public class C { [RunInProcessPool] public static int M(D x) => 0; }")]
    [InlineData("public class D { public int X { get; set; } public int Y => X; public int Z { get; } } public class C { [RunInProcessPool] public static int M(D x) => 0; }")]
    [InlineData("public class D { public int X { get; set; } [System.Text.Json.Serialization.JsonIgnore] public int Y { get; private set; } } public class C { [RunInProcessPool] public static int M(D x) => 0; }")]
    [InlineData("#pragma warning disable PGEN013\npublic class D { public int X { get; set; } public int Y { get; private set; } } public class C { [RunInProcessPool] public static int M(D x) => 0; }")]
    public Task Left_behind(string source) => AnalyzerRun.Verify(source, information: "PGEN013");

    [Theory]
    [InlineData("[assembly: RemoteException({|PGEN015:typeof(int)|})]")]
    [InlineData("[assembly: RemoteException({|PGEN015:typeof(E)|})] public abstract class E : Exception;")]
    [InlineData("[assembly: RemoteException({|PGEN015:typeof(E<int>)|})] public class E<T>(string message) : Exception(message);")]
    [InlineData("[assembly: RemoteException({|PGEN015:typeof(C.E)|})] public class C { private class E(string message) : Exception(message); }")]
    [InlineData("[assembly: RemoteException({|PGEN015:typeof(E)|})] public class E(int code) : Exception(code.ToString());")]
    [InlineData("[assembly: RemoteException({|PGEN015:typeof(E)|})] public class E : Exception { private E(string message) : base(message) { } }")]
    [InlineData("[assembly: RemoteException(typeof(E))] public class E(string message) : Exception(message);")]
    [InlineData("[assembly: RemoteException(typeof(C.E))] public class C { internal class E(string message, Exception? inner) : InvalidOperationException(message, inner); }")]
    public Task No_remote_exception(string source) => AnalyzerRun.Verify(source);

    [Theory]
    [InlineData("[assembly: WireFormatter({|PGEN014:typeof(int)|})]")]
    [InlineData("[assembly: WireFormatter({|PGEN014:typeof(C)|})] public class C;")]
    [InlineData("[WireFormatter({|PGEN014:typeof(F)|})] public class C; public static class F;")]
    [InlineData("public class C { public int M([WireFormatter({|PGEN014:typeof(IWireFormatter<int>)|})] int x) => x; }")]
    [InlineData("[WireFormatter({|PGEN014:typeof(F)|})] public class C { private class F : IWireFormatter<C> { public static void Write(System.Buffers.IBufferWriter<byte> o, C v) { } public static C Read(in System.Buffers.ReadOnlySequence<byte> i) => new(); } }")]
    [InlineData("[WireFormatter(typeof(F))] public class C { internal class F : IWireFormatter<C> { public static void Write(System.Buffers.IBufferWriter<byte> o, C v) { } public static C Read(in System.Buffers.ReadOnlySequence<byte> i) => new(); } }")]
    [InlineData("[WireFormatter(typeof(F<>))] public class C<T> { } internal struct F<T> : IWireFormatter<C<T>> { public static void Write(System.Buffers.IBufferWriter<byte> o, C<T> v) { } public static C<T> Read(in System.Buffers.ReadOnlySequence<byte> i) => new(); }")]
    public Task No_formatter(string source) => AnalyzerRun.Verify(source);

    [Theory]
    [InlineData("using P = ParallelGen.RunInProcessPoolAttribute; public class C { [P] int {|PGEN001:{|PGEN002:M|}|}() => 0; }")]
    public async Task Several_rules_at_once(string source)
    {
        var found = await AnalyzerRun.Run(source.Replace("{|PGEN001:{|PGEN002:M|}|}", "M", StringComparison.Ordinal));
        Assert.Equal(["PGEN001", "PGEN002"], found.Select(d => d.Id));
    }

    [Fact]
    public async Task An_attribute_of_the_same_name_is_not_ours() => Assert.Empty(await AnalyzerRun.Run(
        "namespace Mine { class RunInProcessPoolAttribute : Attribute; class C { [Mine.RunInProcessPool] void M() { } } }"));

    private static string InClass(string method) => $"public static class C {{ [RunInProcessPool] public static {method} }}";
}
