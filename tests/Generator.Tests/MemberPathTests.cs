using ParallelGen.Encoding;
using ParallelGen.Generator.Tests.Testing;

namespace ParallelGen.Generator.Tests;

/// <summary>An error says which member it is about.</summary>
public sealed class MemberPathTests
{
    [Theory]
    [InlineData("Order", "new(1, [new(\"a\", 1), new(\"b\", 7)], [])", "Order.Lines[1].Count")]
    [InlineData("Order[]", "[new(1, [], []), new(1, [], new() { [\"k\"] = new(\"c\", 7) })]", "Order[1].Index[\"k\"].Count")]
    [InlineData("Dictionary<int, Line[,]>", "new() { [5] = new Line[,] { { new(\"a\", 1), new(\"c\", 7) } } }", "Line[5][1].Count")]
    [InlineData("(int, Line)?", "(1, new(\"a\", 7))", "Tuple.Item2.Count")]
    [InlineData("Line", "new(\"a\", 7)", "Line.Count")]
    public void Of_a_getter_that_throws(string type, string value, string path)
    {
        var trip = new RoundTrip(Program(type, value));
        var error = Assert.Throws<InvalidOperationException>(() => trip.Encode("Echo_Send", trip.ValueOf("Echo", "Value")));
        Assert.Equal(path, MemberTrail.PathOf(error));
    }

    [Theory]
    [InlineData("Order", "new(1, [new(\"a\", 1), new(\"b\", 2)], [])", 2, "Order.Lines[1]")]
    [InlineData("List<Order>", "[new(1, [], new() { [\"k\"] = new(\"c\", 3) })]", 3, "Order[0].Index[\"k\"]")]
    public void Of_a_constructor_that_throws(string type, string value, byte number, string path)
    {
        var trip = new RoundTrip(Program(type, value));
        byte[] bytes = trip.Encode("Echo_Send", trip.ValueOf("Echo", "Value"));
        bytes[Array.LastIndexOf(bytes, number)] = 13;
        var error = Assert.Throws<ArgumentException>(() => trip.Decode("Echo_Send", bytes));
        Assert.Equal(path, MemberTrail.PathOf(error));
    }

    [Theory]
    [InlineData("Node", "Node.Loop()", "Node.Next leads back to Node", "Node.Next")]
    [InlineData("Node[]", "[new(), Node.Later()]", "Node[1].Children[0].Next.Next leads back to Node[1].Children[0]", "Node[1].Children[0].Next.Next")]
    [InlineData("Node", "Node.Mutual()", "Node.ByName[\"self\"].Next leads back to Node", "Node.ByName[\"self\"].Next")]
    public void Of_a_cycle(string type, string value, string message, string path)
    {
        var trip = new RoundTrip(Program(type, value));
        var error = Assert.Throws<CallSerializationException>(() => trip.Encode("Echo_Send", trip.ValueOf("Echo", "Value")));
        Assert.StartsWith(message + ": objects are copied", error.Message, StringComparison.Ordinal);
        Assert.Equal(path, error.MemberPath);
    }

    [Fact]
    public void Of_a_chain_that_is_too_long()
    {
        var trip = new RoundTrip(Program("Node", "Node.Chain(600)"));
        var error = Assert.Throws<CallSerializationException>(() => trip.Encode("Echo_Send", trip.ValueOf("Echo", "Value")));
        Assert.StartsWith("The value is nested deeper than 512", error.Message, StringComparison.Ordinal);
        Assert.Matches(@"^Node(\.Next){12}\.\.\.(\.Next){11}$", error.MemberPath);
    }

    [Fact]
    public void Of_a_class_that_is_not_named()
    {
        var trip = new RoundTrip(Program("Order", "new(1, [new Special(\"a\", 1)], [])"));
        var error = Assert.Throws<CallSerializationException>(() => trip.Encode("Echo_Send", trip.ValueOf("Echo", "Value")));
        Assert.Equal("Order.Lines[0]", error.MemberPath);
        Assert.Equal("A Special can't travel as Line: its own members would be lost. Name it with [JsonDerivedType] on that. (Order.Lines[0])", error.Message);
    }

    [Fact]
    public void Of_a_malformed_payload()
    {
        var trip = new RoundTrip(Program("Order", "new(1, [new(\"abc\", 1)], [])"));
        byte[] bytes = trip.Encode("Echo_Send", trip.ValueOf("Echo", "Value"));
        bytes[Array.IndexOf(bytes, (byte)'b')] = 0xFF;
        var error = Assert.Throws<CallSerializationException>(() => trip.Decode("Echo_Send", bytes));
        Assert.Equal("Order.Lines[0]", error.MemberPath);
        Assert.Contains("a string is not UTF-8. (Order.Lines[0])", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Shared_objects_are_copied()
    {
        var trip = new RoundTrip(Program("Node", "Node.Shared()"));
        object result = trip.Send("Echo_Send", trip.ValueOf("Echo", "Value"))!;
        var children = (System.Collections.IList)result.GetType().GetProperty("Children")!.GetValue(result)!;
        Assert.Equal(2, children.Count);
        Assert.NotSame(children[0], children[1]);
    }

    private static string Program(string type, string value) => $$"""
        using System;
        using System.Collections.Generic;
        using ParallelGen;

        internal static class Echo
        {
            [RunInProcessPool] internal static {{type}} Send({{type}} value) => value;
            internal static {{type}} Value => {{value}};
        }

        public record Order(int Id, List<Line> Lines, Dictionary<string, Line> Index);
        public class Line(string name, int count)
        {
            public string Name { get; } = name;
            public int Count => count == 7 ? throw new InvalidOperationException("no seven") : Check(count);
            private int Check(int x) => x;
            private readonly int _checked = count == 13 ? throw new ArgumentException("unlucky") : 0;
        }
        public sealed class Special(string name, int count) : Line(name, count);
        public sealed class Node
        {
            public Node? Next { get; set; }
            public List<Node> Children { get; set; } = [];
            public Dictionary<string, Node> ByName { get; set; } = [];
            public static Node Loop() { var node = new Node(); node.Next = node; return node; }
            public static Node Later() { var child = new Node(); child.Next = new Node { Next = child }; return new Node { Children = [child] }; }
            public static Node Mutual() { var node = new Node(); node.ByName["self"] = new Node { Next = node }; return node; }
            public static Node Chain(int length) { var node = new Node(); for (; length > 0; length--) node = new Node { Next = node }; return node; }
            public static Node Shared() { var child = new Node(); return new Node { Children = [child, child] }; }
        }
        """;
}
