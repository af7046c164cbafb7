using ParallelGen.Generator.Tests.Testing;

namespace ParallelGen.Generator.Tests;

/// <summary>How many bytes values take: no names, no type names, no padding between the numbers.</summary>
public sealed class SizeTests
{
    [Theory]
    [InlineData("int[,]", "new int[100, 100]", 40_000 + 4)]
    [InlineData("int[][]", "[new int[100], new int[100]]", 800 + 12)]
    [InlineData("byte[,]", "new byte[10, 10]", 100 + 5)]
    [InlineData("string[,]", "new string[,] { { \"a\", \"b\" } }", 8)]
    [InlineData("ImmutableArray<double>", "[.. new double[1000]]", 8_000 + 5)]
    [InlineData("Memory<double>", "new double[1000]", 8_000 + 5)]
    [InlineData("ReadOnlyMemory<byte>", "new byte[1000]", 1_000 + 3)]
    [InlineData("ArraySegment<long>", "new(new long[1000], 10, 100)", 800 + 5)]
    [InlineData("Voxel[]", "new Voxel[1000]", 8_000 + 5)]
    [InlineData("Voxel", "default", 8 + 8)]
    [InlineData("Vector3[]", "new Vector3[1000]", 12_000 + 5)]
    [InlineData("Padded[]", "new Padded[1000]", 3_000 + 3)]
    [InlineData("Person", "new(\"abc\", 5)", 6)]
    [InlineData("List<Person>", "[.. Enumerable.Range(0, 1000).Select(i => new Person(\"abc\", 5))]", 6_000 + 3)]
    [InlineData("Shape", "new Circle(1.5)", 12)]
    [InlineData("BitArray", "new(1000)", 4 + 125 + 2)]
    [InlineData("Dictionary<string, int>", "new() { [\"a\"] = 1 }", 4)]
    [InlineData("Dictionary<string, int>", "new(StringComparer.OrdinalIgnoreCase) { [\"a\"] = 1 }", 8)]
    [InlineData("HashSet<int>", "[1, 2, 3]", 4)]
    [InlineData("ImmutableStack<int>", "[1, 2, 3]", 4)]
    [InlineData("ConcurrentQueue<int>", "new([1, 2, 3])", 4)]
    [InlineData("IPAddress", "IPAddress.Loopback", 10)]
    [InlineData("CultureInfo", "CultureInfo.GetCultureInfo(\"de-DE\")", 6)]
    [InlineData("JsonElement", "JsonDocument.Parse(\" { } \").RootElement", 4)]
    public void Value_takes(string type, string value, int bytes)
    {
        var trip = new RoundTrip(Program(type, value));
        int size = trip.Encode("Echo_Send", trip.ValueOf("Echo", "Value")).Length;

        // A block is padded to a multiple of eight.
        Assert.InRange(size, bytes, bytes + 7);
    }

    private static string Program(string type, string value) => $$"""
        using System;
        using System.Collections;
        using System.Collections.Concurrent;
        using System.Collections.Generic;
        using System.Collections.Immutable;
        using System.Globalization;
        using System.Linq;
        using System.Net;
        using System.Numerics;
        using System.Text.Json;
        using System.Text.Json.Serialization;
        using ParallelGen;

        internal static class Echo
        {
            [RunInProcessPool] internal static {{type}} Send({{type}} value) => value;
            internal static {{type}} Value => {{value}};
        }

        public readonly record struct Voxel(short X, short Y, int Z);
        public readonly record struct Padded(byte Small, long Large);
        public sealed record Person(string Name, int Age);
        [JsonDerivedType(typeof(Circle))] public abstract record Shape;
        public sealed record Circle(double Radius) : Shape;
        """;
}
