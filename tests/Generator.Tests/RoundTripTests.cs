using ParallelGen.Generator.Tests.Testing;

namespace ParallelGen.Generator.Tests;

/// <summary>Values come out of the generated codecs as they went in.</summary>
public sealed class RoundTripTests
{
    [Theory]
    [InlineData("int", "-5")]
    [InlineData("(byte, sbyte, short, ushort, uint, long, ulong)", "(1, -2, -3, 4, 5, long.MinValue, ulong.MaxValue)")]
    [InlineData("(float, double, decimal, Half, bool, char)", "(1.5f, double.NaN, 12.50m, (Half)0.5, true, 'ß')")]
    [InlineData("(Int128, UInt128, BigInteger, Complex, nint, nuint)", "(Int128.MinValue, UInt128.MaxValue, BigInteger.Pow(7, 80), new Complex(1, -2), -1, 1)")]
    [InlineData("(DateTime, DateTimeOffset, TimeSpan, DateOnly, TimeOnly)", "(new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc), new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(2)), TimeSpan.FromTicks(-7), new DateOnly(1, 1, 1), new TimeOnly(23, 59))")]
    [InlineData("(Guid, Rune, Index, Range)", "(new Guid(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11), new Rune(0x1F600), ^1, 2..^3)")]
    [InlineData("(string, string?, Uri?, Version, byte[]?)", "(\"a\\0ß\", null, new Uri(\"x/y\", UriKind.Relative), new Version(1, 2, 3), new byte[] { 1, 2 })")]
    [InlineData("(DayOfWeek, Small, Small?, Small?)", "(DayOfWeek.Friday, Small.Least, Small.Zero, null)")]
    [InlineData("int?[]", "[1, null, 3]")]
    [InlineData("string?", "null")]
    [InlineData("int[]", "[1, 2, 3]")]
    [InlineData("int[]?", "null")]
    [InlineData("List<double>", "[1.5, -0.0]")]
    [InlineData("List<byte>", "[1, 2]")]
    [InlineData("Small[]", "[Small.Zero, Small.Least]")]
    [InlineData("List<DayOfWeek>", "[DayOfWeek.Monday]")]
    [InlineData("bool[]", "[true, false]")]
    [InlineData("string?[][]", "[[\"a\", null], []]")]
    [InlineData("HashSet<string>", "[\"a\", \"b\"]")]
    [InlineData("Dictionary<string, List<int>?>", "new() { [\"a\"] = [1], [\"b\"] = null }")]
    [InlineData("IEnumerable<int>[]", "[Enumerable.Range(1, 3).Where(x => x > 1)]")]
    [InlineData("IReadOnlyList<Person>", "[new(\"a\", 1)]")]
    [InlineData("(ICollection<int>, ISet<int>, IReadOnlyDictionary<int, string>)", "(new SortedSet<int> { 2, 1 }, new SortedSet<int> { 3 }, new SortedList<int, string> { [1] = \"a\" })")]
    [InlineData("KeyValuePair<int, string>", "new(1, \"a\")")]
    [InlineData("Tuple<int, string>", "Tuple.Create(1, \"a\")")]
    [InlineData("(int, int, int, int, int, int, int, int, string)", "(1, 2, 3, 4, 5, 6, 7, 8, \"9\")")]
    [InlineData("Person", "new(\"a\", 1) { Tags = [\"x\"] }")]
    [InlineData("Person?", "null")]
    [InlineData("Manager", "new(\"a\", 1, [new(\"b\", 2), new Person(\"c\", 3)]) { Note = \"n\", Tags = [] }")]
    [InlineData("Node", "new() { Value = 1, Next = new() { Value = 2, Children = [new() { Value = 3 }] } }")]
    [InlineData("Point", "new() { X = 1, Y = 2 }")]
    [InlineData("Money", "new(12.5m, \"EUR\")")]
    [InlineData("Strict", "new(1, \"a\") { Extra = true }")]
    [InlineData("Guarded", "new(\"a\") { Limit = 3 }")]
    [InlineData("Box<Box<int?>>", "new(new(null))")]
    [InlineData("Twins", "new(1, 2)")]
    [InlineData("Vector3", "new(1, 2, 3)")]
    [InlineData("int[,]", "new int[,] { { 1, 2, 3 }, { 4, 5, 6 } }")]
    [InlineData("string?[,,]", "new string?[1, 2, 2] { { { \"a\", null }, { \"c\", \"d\" } } }")]
    [InlineData("double[,][]", "new double[,][] { { [1.5], [] } }")]
    [InlineData("int[][,]", "[new int[,] { { 1 } }, new int[0, 3]]")]
    [InlineData("int[,]?", "null")]
    [InlineData("byte[,]", "new byte[2, 2] { { 1, 2 }, { 3, 4 } }")]
    [InlineData("Person[,]", "new Person[,] { { new(\"a\", 1), new(\"b\", 2) } }")]
    [InlineData("ImmutableArray<int>", "[1, 2]")]
    [InlineData("ImmutableArray<string>", "[\"a\"]")]
    [InlineData("ImmutableList<Person>", "[new(\"a\", 1)]")]
    [InlineData("ImmutableHashSet<int>", "[3, 1]")]
    [InlineData("ImmutableSortedSet<string>", "[\"b\", \"a\"]")]
    [InlineData("ImmutableQueue<int>", "[1, 2]")]
    [InlineData("ImmutableStack<int>", "ImmutableStack.Create(1, 2, 3)")]
    [InlineData("ImmutableDictionary<string, int>", "ImmutableDictionary<string, int>.Empty.Add(\"a\", 1)")]
    [InlineData("ImmutableSortedDictionary<int, string>", "ImmutableSortedDictionary<int, string>.Empty.Add(2, \"b\").Add(1, \"a\")")]
    [InlineData("FrozenSet<string>", "new[] { \"a\", \"b\" }.ToFrozenSet()")]
    [InlineData("FrozenDictionary<int, Person>", "new Dictionary<int, Person> { [1] = new(\"a\", 1) }.ToFrozenDictionary()")]
    [InlineData("SortedDictionary<string, int>", "new() { [\"b\"] = 2, [\"a\"] = 1 }")]
    [InlineData("SortedList<int, string>", "new() { [2] = \"b\", [1] = \"a\" }")]
    [InlineData("SortedSet<int>", "[2, 1]")]
    [InlineData("LinkedList<int>", "new([1, 2])")]
    [InlineData("Queue<int>", "new([1, 2])")]
    [InlineData("Stack<int>", "new([1, 2])")]
    [InlineData("OrderedDictionary<string, int>", "new() { [\"b\"] = 2, [\"a\"] = 1 }")]
    [InlineData("ConcurrentDictionary<string, int>", "new() { [\"a\"] = 1 }")]
    [InlineData("ConcurrentQueue<int>", "new([1, 2])")]
    [InlineData("ConcurrentStack<int>", "new([1, 2])")]
    [InlineData("ConcurrentBag<int>", "new([1, 2, 3])")]
    [InlineData("Collection<int>", "[1, 2]")]
    [InlineData("ReadOnlyCollection<string>", "new([\"a\"])")]
    [InlineData("ObservableCollection<int>", "[1, 2]")]
    [InlineData("ReadOnlyObservableCollection<int>", "new([1, 2])")]
    [InlineData("ReadOnlyDictionary<string, int>", "new(new Dictionary<string, int> { [\"a\"] = 1 })")]
    [InlineData("ReadOnlySet<int>", "new(new HashSet<int> { 1 })")]
    [InlineData("(IImmutableList<int>, IImmutableSet<int>, IImmutableQueue<int>)", "(ImmutableArray.Create(1), ImmutableSortedSet.Create(2), ImmutableQueue.Create(3))")]
    [InlineData("(IImmutableStack<int>, IImmutableDictionary<int, int>)", "(ImmutableStack.Create(1, 2), ImmutableDictionary<int, int>.Empty.Add(1, 2))")]
    [InlineData("StringBuilder?", "new(\"a\")")]
    [InlineData("CultureInfo", "CultureInfo.GetCultureInfo(\"de-DE\")")]
    [InlineData("IPEndPoint", "new(IPAddress.IPv6Loopback, 8080)")]
    [InlineData("BitArray", "new(new[] { true, false, true, true, false, true, false, true, true })")]
    [InlineData("Crowd", "[1, 2, 3]")]
    [InlineData("Registry", "new() { [\"a\"] = new(\"a\", 1) }")]
    [InlineData("Shape[]", "[new Circle(1.5), new Square(2) { Label = \"s\" }]")]
    [InlineData("Animal[]", "[new Dog { Name = \"d\", Barks = true }, new Animal { Name = \"a\" }, new Puppy { Name = \"p\", Age = 1 }]")]
    [InlineData("Outcome[]", "[new Outcome.Done(1), new Outcome.Failed(\"x\")]")]
    [InlineData("ITagged", "new Tag(\"x\")")]
    [InlineData("Tree", "new(1, [new(2, []), new(3, [new(4, [])])])")]
    [InlineData("WithDefaults", "new(1, \"n\")")]
    [InlineData("Chosen", "new(5)")]
    [InlineData("Page<Page<int>>", "new([new([1], null)], \"next\")")]
    [InlineData("Vector3[]", "[new(1, 2, 3), new(4, 5, 6)]")]
    [InlineData("Complex[]", "[new(1, 2)]")]
    [InlineData("Matrix4x4?", "Matrix4x4.Identity")]
    [InlineData("Voxel", "new(1, 2, 3)")]
    [InlineData("List<Voxel>", "[new(1, 2, 3), new(4, 5, 6)]")]
    [InlineData("Padded[]", "[new(1, 2), new(3, 4)]")]
    [InlineData("System.Drawing.Rectangle", "new(1, 2, 3, 4)")]
    [InlineData("DBEnum", "DBEnum.Most")]
    public void Value_comes_back(string type, string value)
    {
        var trip = new RoundTrip(Program(type, value));
        object? expected = trip.ValueOf("Echo", "Value");
        object? actual = trip.Send("Echo_Send", expected);
        Assert.Equivalent(expected, actual, strict: true);
        Hostile.Check(trip, "Echo_Send", expected);
    }

    // What has no equality, or throws when it is looked at, is compared by its bytes.
    [Theory]
    [InlineData("Names", "Names.Make()")]
    [InlineData("Pixels", "Pixels.Make()")]
    [InlineData("ImmutableArray<int>", "default")]
    [InlineData("IPAddress[]", "[IPAddress.Loopback, IPAddress.Parse(\"fe80::1%7\"), IPAddress.IPv6Any]")]
    [InlineData("JsonElement[]", "[default, JsonDocument.Parse(\"null\").RootElement, JsonDocument.Parse(\" {\\\"a\\\": [1, 2.50, \\\"ß\\\"]} \").RootElement]")]
    [InlineData("(JsonDocument?, JsonDocument?)", "(null, JsonDocument.Parse(\"[1]\"))")]
    [InlineData("(JsonNode?, JsonObject, JsonArray?)", "(JsonNode.Parse(\"1.50\"), new JsonObject { [\"a\"] = 1 }, null)")]
    [InlineData("Memory<int>", "new[] { 1, 2 }")]
    [InlineData("(ReadOnlyMemory<byte>, Memory<string>)", "(new byte[] { 1, 2 }, new[] { \"a\" })")]
    [InlineData("ArraySegment<double>[]", "[new([1.5, 2.5, 3.5], 1, 2), default]")]
    [InlineData("ArraySegment<string?>", "new([\"a\", null, \"c\"], 1, 2)")]
    [InlineData("Noise", "new(1)")]
    [InlineData("Noise[]", "[new(1), new(2)]")]
    [InlineData("Header", "Header.Make()")]
    public void Bytes_come_back(string type, string value)
    {
        var trip = new RoundTrip(Program(type, value));
        object? expected = trip.ValueOf("Echo", "Value");
        trip.Send("Echo_Send", expected);
        Hostile.Check(trip, "Echo_Send", expected);
    }

    [Fact]
    public void A_derived_class_is_an_error_not_a_loss()
    {
        var trip = new RoundTrip(Program("Person", "new Manager(\"a\", 1, []) { Note = \"\" }"));
        var error = Assert.Throws<CallSerializationException>(() => trip.Send("Echo_Send", trip.ValueOf("Echo", "Value")));
        Assert.Contains("Manager can't travel as Person", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cycle_is_an_error_not_a_crash()
    {
        var trip = new RoundTrip(Program("Node", "Node.Cycle()"));
        Assert.Throws<CallSerializationException>(() => trip.Send("Echo_Send", trip.ValueOf("Echo", "Value")));
    }

    private static string Program(string type, string value) => $$"""
        using System;
        using System.Collections;
        using System.Collections.Concurrent;
        using System.Collections.Frozen;
        using System.Collections.Generic;
        using System.Collections.Immutable;
        using System.Collections.ObjectModel;
        using System.Diagnostics.CodeAnalysis;
        using System.Globalization;
        using System.Linq;
        using System.Net;
        using System.Numerics;
        using System.Runtime.CompilerServices;
        using System.Runtime.Serialization;
        using System.Text;
        using System.Text.Json;
        using System.Text.Json.Nodes;
        using System.Text.Json.Serialization;
        using ParallelGen;

        internal static class Echo
        {
            [RunInProcessPool] internal static {{type}} Send({{type}} value) => value;
            internal static {{type}} Value => {{value}};
        }

        public enum Small : sbyte { Zero, Least = -128 }
        public record Person(string Name, int Age) { public string[]? Tags { get; init; } }
        public sealed record Manager(string Name, int Age, IReadOnlyList<Person> Reports) : Person(Name, Age) { public required string Note { get; init; } }
        public sealed class Node
        {
            public int Value { get; set; }
            public Node? Next { get; set; }
            public List<Node> Children { get; set; } = [];
            public static Node Cycle() { var node = new Node(); node.Next = node; return node; }
        }
        public sealed record Twins(int x, int X);
        public struct Point { public int X; public int Y { get; set; } }
        public readonly struct Money { public Money(decimal amount, string currency) { Amount = amount; Currency = currency; } public decimal Amount { get; } public string Currency { get; } }
        public sealed class Strict
        {
            [SetsRequiredMembers] public Strict(int number, string name) { Number = number; Name = name; }
            public required int Number { get; init; }
            public required string Name { get; init; }
            public bool Extra { get; set; }
        }
        public sealed class Guarded
        {
            public Guarded() => throw new InvalidOperationException("The longest constructor is the one to call.");
            public Guarded(string NAME) => Name = NAME;
            public string Name { get; }
            public required int Limit { get; init; }
        }
        public sealed class Box<T>(T content) { public T Content { get; } = content; }
        public sealed class Crowd : List<int>;
        public sealed class Registry : Dictionary<string, Person>;
        [JsonDerivedType(typeof(Circle), "circle"), JsonDerivedType(typeof(Square), "square")]
        public abstract record Shape { public string? Label { get; init; } }
        public sealed record Circle(double Radius) : Shape;
        public sealed record Square(double Side) : Shape;
        [KnownType(typeof(Dog)), KnownType(typeof(Puppy))]
        public class Animal { public string Name { get; set; } = ""; }
        public class Dog : Animal { public bool Barks { get; set; } }
        public sealed class Puppy : Dog { public int Age { get; set; } }
        public abstract record Outcome { private Outcome() { } public sealed record Done(int Value) : Outcome; public sealed record Failed(string Reason) : Outcome; }
        [JsonDerivedType(typeof(Tag))] public interface ITagged { string Name { get; } }
        public sealed record Tag(string Name) : ITagged;
        public sealed record Tree(int Value, IReadOnlyList<Tree> Children);
        public sealed class WithDefaults(int id, string name, string? note = "default", System.Threading.CancellationToken token = default) { public int Id { get; } = id; public string Name { get; } = name; public string? Hidden => note; public bool Can => token.CanBeCanceled; }
        public sealed class Chosen { public Chosen(string text, int value) => throw new InvalidOperationException(); [JsonConstructor] public Chosen(int value) => Value = value; public int Value { get; } public string Text => ""; }
        public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);
        public readonly record struct Voxel(short X, short Y, int Z);
        [InlineArray(4)] public struct Pixels { private int _first; public static Pixels Make() { var made = new Pixels(); made[0] = 1; made[3] = -1; return made; } }
        [InlineArray(2)] public struct Names { private string? _first; public static Names Make() { var made = new Names(); made[0] = "a"; return made; } }
        public struct Noise(ulong seed) { private ulong _low = seed; private ulong _high = ~seed; public ulong Next() => _low += _high; }
        public unsafe struct Header { public int Version; public fixed byte Magic[4]; public static Header Make() { var made = new Header { Version = 7 }; made.Magic[3] = 9; return made; } }
        public readonly record struct Padded(byte Small, long Large);
        public enum DBEnum : ulong { Most = ulong.MaxValue }
        """;
}
