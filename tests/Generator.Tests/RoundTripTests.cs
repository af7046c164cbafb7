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
    public void Value_comes_back(string type, string value)
    {
        var trip = new RoundTrip(Program(type, value));
        object? expected = trip.ValueOf("Echo", "Value");
        object? actual = trip.Send("Echo_Send", expected);
        Assert.Equivalent(expected, actual, strict: true);
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
        using System.Collections.Generic;
        using System.Diagnostics.CodeAnalysis;
        using System.Linq;
        using System.Numerics;
        using System.Text;
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
        """;
}
