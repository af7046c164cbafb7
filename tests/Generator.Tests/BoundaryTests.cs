using ParallelGen.Generator.Tests.Testing;

namespace ParallelGen.Generator.Tests;

/// <summary>PGEN009: which types can't cross, and what the message says.</summary>
public sealed class BoundaryTests
{
    [Theory]
    [InlineData("object", "object", "any type")]
    [InlineData("dynamic", "dynamic", "any type")]
    [InlineData("List<object>", "object", "any type")]
    [InlineData("Action", "System.Action", "code can't be sent")]
    [InlineData("Func<int>[]", "System.Func<int>", "code can't be sent")]
    [InlineData("IDisposable", "System.IDisposable", "interface")]
    [InlineData("System.IO.Stream", "System.IO.Stream", "an open stream")]
    [InlineData("System.IO.FileStream", "System.IO.FileStream", "an open stream")]
    [InlineData("Task<int>", "System.Threading.Tasks.Task<int>", "a task belongs to its process")]
    [InlineData("Type", "System.Type", "nothing is loaded by name")]
    [InlineData("Exception", "System.Exception", "an exception carries")]
    [InlineData("List<IProgress<int>>", "System.IProgress<int>", "only to a parameter")]
    [InlineData("IAsyncEnumerable<int>[]", "System.Collections.Generic.IAsyncEnumerable<int>", "only as a parameter")]
    [InlineData("IAsyncEnumerator<int>", "System.Collections.Generic.IAsyncEnumerator<int>", "an iteration belongs to its process")]
    [InlineData("IProgress<object>", "object", "any type")]
    [InlineData("IAsyncEnumerable<Order>", "Order.Customer.Avatar: System.IO.Stream", "an open stream")]
    [InlineData("ReadOnlySpan<string>", "System.ReadOnlySpan<string>", "its elements are no plain memory")]
    [InlineData("ReadOnlySpan<Order>", "System.ReadOnlySpan<Order>", "its elements are no plain memory")]
    [InlineData("ReadOnlySpan<int?>", "System.ReadOnlySpan<System.Nullable<int>>", "its elements are no plain memory")]
    [InlineData("ReadOnlySpan<Missing>", "Missing", "invisible to this one")]
    [InlineData("SharedArray<(int, Missing)>", "Missing", "invisible to this one")]
    [InlineData("ReadOnlySpan<Private.Hidden>", "Private.Hidden", "generated code can't reach it")]
    [InlineData("ReadOnlyMemory<Address>", "System.ReadOnlyMemory<Address>", "its elements hold addresses")]
    [InlineData("SharedArray<Address>", "ParallelGen.SharedArray<Address>", "its elements hold addresses")]
    [InlineData("SharedArray<Private.Hidden>", "Private.Hidden", "generated code can't reach it")]
    [InlineData("SharedArray<int>[]", "ParallelGen.SharedArray<int>", "only as a parameter of the marked method itself")]
    [InlineData("Owner", "Owner.Pixels: ParallelGen.SharedArray<byte>", "only as a parameter of the marked method itself")]
    [InlineData("(int, SharedArray<int>?)", "ParallelGen.SharedArray<int>?", "only as a parameter of the marked method itself")]
    [InlineData("CancellationToken?", "System.Threading.CancellationToken", "only as a parameter")]
    [InlineData("Missing", "Missing", "invisible to this one")]
    [InlineData("List<Missing>", "Missing", "invisible to this one")]
    [InlineData("Abstract", "Abstract", "it is abstract")]
    [InlineData("Private.Inner", "Private.Inner", "generated code can't reach it")]
    [InlineData("Order", "Order.Customer.Avatar: System.IO.Stream", "an open stream")]
    [InlineData("List<Order[]>", "Order.Customer.Avatar: System.IO.Stream", "an open stream")]
    [InlineData("Dictionary<string, Order?>", "Order.Customer.Avatar: System.IO.Stream", "an open stream")]
    [InlineData("(int, Customer)", "Customer.Avatar: System.IO.Stream", "an open stream")]
    [InlineData("Opaque", "Opaque", "parameter 'secret' has no readable member")]
    [InlineData("Closed", "Closed", "no constructor")]
    [InlineData("Stateful", "Stateful", "none of its members")]
    [InlineData("Hiding", "Hiding", "hides one of its base class")]
    [InlineData("MyError", "MyError", "it is a 'System.Exception'")]
    [InlineData("Growing<int>", null, "nested deeper")]
    [InlineData("Enumerable", "Enumerable", "a collection that can't be filled")]
    [InlineData("Labelled", "Labelled", "members beside its elements")]
    [InlineData("System.IO.Pipelines.PipeReader", "System.IO.Pipelines.PipeReader", "abstract")]
    [InlineData("IQueryable<int>", "System.Linq.IQueryable<int>", "a query runs where its data is")]
    [InlineData("ILookup<int, int>", "System.Linq.ILookup<int, int>", "Dictionary<TKey, List<T>>")]
    [InlineData("IGrouping<int, int>[]", "System.Linq.IGrouping<int, int>", "can't be made from outside")]
    [InlineData("Lazy<int>", "System.Lazy<int>", "pass the value itself")]
    [InlineData("System.Text.RegularExpressions.Regex", "System.Text.RegularExpressions.Regex", "pass its pattern")]
    [InlineData("System.Net.Http.HttpClient", "System.Net.Http.HttpClient", "open it in the worker")]
    [InlineData("System.Net.Sockets.Socket", "System.Net.Sockets.Socket", "open it in the worker")]
    [InlineData("System.Collections.ArrayList", "System.Collections.ArrayList", "use a generic collection")]
    [InlineData("System.Collections.IEnumerable", "System.Collections.IEnumerable", "use a generic collection")]
    [InlineData("Array", "System.Array", "of many types")]
    [InlineData("Enum", "System.Enum", "of many types")]
    [InlineData("System.Threading.Timer", "System.Threading.Timer", "works in one process only")]
    [InlineData("Required", "Required", "'Secret' is required, and an attribute leaves it out")]
    [InlineData("Stranger", "Stranger", "'Order', which is to stand for it, does not derive from it")]
    [InlineData("OpenCase", "OpenCase", "is generic; name it with its type arguments")]
    [InlineData("Pointing", "Pointing.P: int*", "an address")]
    [InlineData("Invoice", "Invoice.Lines.Extra: object", "any type")]
    [InlineData("Dictionary<object, int>", "object", "any type")]
    [InlineData("Secretive[]", "Secretive", "none of its members")]
    public async Task Cannot_cross(string type, string? path, string reason)
    {
        var found = Assert.Single(await AnalyzerRun.Verify(
            $"public static unsafe class C {{ [RunInProcessPool] internal static void M({{|PGEN009:{type}|}} x) {{ }} }}\n{Types}"));
        string message = found.GetMessage(System.Globalization.CultureInfo.InvariantCulture);
        if (path is not null)
            Assert.StartsWith($"'{path}' can't cross the process boundary: ", message, StringComparison.Ordinal);
        Assert.Contains(reason, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("IEnumerable<object>", "any type")]
    [InlineData("IAsyncEnumerable<Order>", "an open stream")]
    [InlineData("Task<IAsyncEnumerable<int>>", "without a task")]
    [InlineData("IProgress<int>?", "only to a parameter")]
    [InlineData("SharedArray<int>", "only as a parameter of the marked method itself")]
    [InlineData("Task<SharedArray<int>?>", "only as a parameter of the marked method itself")]
    [InlineData("ReadOnlySpan<int>", "can only be a ReadOnlySpan that is a parameter")]
    [InlineData("Task<object>", "any type")]
    [InlineData("Task<Task>", "a task belongs to its process")]
    [InlineData("Order?", "an open stream")]
    public async Task Cannot_come_back(string type, string reason)
    {
        var found = Assert.Single(await AnalyzerRun.Verify(
            $"public static class C {{ [RunInProcessPool] internal static {{|PGEN009:{type}|}} M() => throw null!; }}\n{Types}"));
        Assert.Contains(reason, found.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Recursive?")]
    [InlineData("List<Recursive>")]
    [InlineData("Empty")]
    [InlineData("System.Numerics.Vector3")]
    [InlineData("IReadOnlyDictionary<string, IEnumerable<Recursive>>")]
    [InlineData("Private.Reachable")]
    [InlineData("IgnoresMembers")]
    [InlineData("MyList")]
    [InlineData("FixedBuffer")]
    [InlineData("int?[,][]")]
    [InlineData("Leaves")]
    [InlineData("(int, string)[,]")]
    [InlineData("nint")]
    [InlineData("ReadOnlyMemory<Padded>")]
    [InlineData("ReadOnlyMemory<decimal>")]
    [InlineData("ReadOnlyMemory<int?>")]
    [InlineData("ReadOnlyMemory<string>")]
    [InlineData("Memory<(int, Padded)>")]
    [InlineData("DayOfWeek?")]
    [InlineData("Tuple<int, Uri, Version>")]
    public async Task Can_cross(string type)
    {
        string source = $"public static class C {{ [RunInProcessPool] internal static {type} M({type} x) => x; }}\n{Types}";
        await AnalyzerRun.Verify(source);
        Assert.DoesNotContain(AnalyzerRun.Generate(source).Complaints(), c => c.Contains("ParallelGen.Generator", StringComparison.Ordinal));
    }

    private const string Types = """
        public record Order(int Id, Customer Customer);
        public record Customer(string Name, System.IO.Stream Avatar);
        public abstract class Abstract { public int X { get; set; } }
        public struct Padded { public byte A; public int B; }
        public unsafe struct Address { public int X; public Pointer P; }
        public unsafe struct Pointer { public void* P; }
        public record Owner(SharedArray<byte> Pixels);
        public class Private { private struct Hidden { public int X; } private class Inner; internal class Reachable { public int X { get; set; } } }
        public class Opaque(int secret) { public int X { get; set; } = secret; }
        public class Closed { private Closed() { } public int X { get; set; } }
        public class Stateful { private int _x = 1; public int X() => _x; }
        public class MyList : List<int>;
        public class Labelled : List<int> { public string? Label { get; set; } }
        public class Required { public int X { get; set; } [System.Text.Json.Serialization.JsonIgnore] public required string Secret { get; set; } }
        [System.Runtime.Serialization.KnownType(typeof(int)), System.Text.Json.Serialization.JsonDerivedType(typeof(Order))] public interface Stranger;
        [System.Text.Json.Serialization.JsonDerivedType(typeof(OpenCase<>))] public interface OpenCase;
        public record OpenCase<T>(T Value) : OpenCase;
        public unsafe struct Pointing { public int* P; public string? S; }
        public record Invoice(List<Line> Lines);
        public record Line(int Count, Dictionary<string, object> Extra);
        public struct Secretive { private byte _a; private int _b; public int Sum() => _a++ + _b++; }
        public class Leaves
        {
            public int X { get; set; }
            [System.Text.Json.Serialization.JsonIgnore] public object? Cache { get; set; }
            [System.Runtime.Serialization.IgnoreDataMember] public System.IO.Stream? File { get; set; }
            [NonSerialized] public Action? Callback;
            [System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)] public string? Note { get; set; }
        }
        public class Enumerable : System.Collections.IEnumerable { public int X { get; set; } public System.Collections.IEnumerator GetEnumerator() => null!; }
        public class Hidden { public int X { get; set; } }
        public class Hiding : Hidden { public new int X { get; set; } }
        public class MyError : Exception { public int X { get; set; } }
        public class Growing<T> { public Growing<Growing<T>>? Next { get; set; } }
        public unsafe struct FixedBuffer { public fixed byte Data[8]; }
        public class Recursive { public Recursive? Parent { get; set; } public Dictionary<string, Recursive> Children { get; set; } = []; }
        public struct Empty;
        public class IgnoresMembers { public int X { get; set; } public object Get => this; public object? Set { set { } } private object? P { get; set; } public object? this[int i] { get => null; set { } } public static object? S { get; set; } internal object? Field; }
        """;
}
