using System.Collections;
using ParallelGen.Generator.Tests.Testing;

namespace ParallelGen.Generator.Tests;

/// <summary>The comparers of strings that every process has travel with their collection.</summary>
public sealed class ComparerTests
{
    [Theory]
    [InlineData("Dictionary<string, int>", "new(StringComparer.OrdinalIgnoreCase) { [\"a\"] = 1 }", true)]
    [InlineData("Dictionary<string, int>", "new(StringComparer.InvariantCultureIgnoreCase) { [\"a\"] = 1 }", true)]
    [InlineData("Dictionary<string, int>", "new(StringComparer.Ordinal) { [\"a\"] = 1 }", false)]
    [InlineData("Dictionary<string, int>", "new() { [\"a\"] = 1 }", false)]
    [InlineData("Dictionary<string, int>?", "new(new Reverse()) { [\"a\"] = 1 }", false)]
    [InlineData("IReadOnlyDictionary<string, int>", "new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase) { [\"a\"] = 1 }", true)]
    [InlineData("OrderedDictionary<string, int>", "new(StringComparer.OrdinalIgnoreCase) { [\"a\"] = 1 }", true)]
    [InlineData("SortedDictionary<string, int>", "new(StringComparer.OrdinalIgnoreCase) { [\"a\"] = 1 }", true)]
    [InlineData("SortedList<string, int>", "new(StringComparer.OrdinalIgnoreCase) { [\"a\"] = 1 }", true)]
    [InlineData("ConcurrentDictionary<string, int>", "new(StringComparer.OrdinalIgnoreCase) { [\"a\"] = 1 }", true)]
    [InlineData("FrozenDictionary<string, int>", "new Dictionary<string, int> { [\"a\"] = 1 }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase)", true)]
    [InlineData("ImmutableDictionary<string, int>", "ImmutableDictionary.Create<string, int>(StringComparer.OrdinalIgnoreCase).Add(\"a\", 1)", true)]
    [InlineData("ImmutableSortedDictionary<string, int>", "ImmutableSortedDictionary.Create<string, int>(StringComparer.OrdinalIgnoreCase).Add(\"a\", 1)", true)]
    public void Of_a_dictionary(string type, string value, bool ignoresCase)
    {
        var trip = new RoundTrip(Program(type, value));
        object result = trip.Send("Echo_Send", trip.ValueOf("Echo", "Value"))!;
        var entries = (IReadOnlyDictionary<string, int>)result;
        Assert.True(entries.ContainsKey("a"));
        Assert.Equal(ignoresCase, entries.ContainsKey("A"));
        Hostile.Check(trip, "Echo_Send", result);
    }

    [Theory]
    [InlineData("HashSet<string>", "new(StringComparer.OrdinalIgnoreCase) { \"a\", \"b\" }", true)]
    [InlineData("HashSet<string>", "[\"a\", \"b\"]", false)]
    [InlineData("ISet<string>", "new HashSet<string>(StringComparer.OrdinalIgnoreCase) { \"a\" }", true)]
    [InlineData("SortedSet<string>", "new(StringComparer.OrdinalIgnoreCase) { \"a\" }", true)]
    [InlineData("SortedSet<string>", "new(StringComparer.Ordinal) { \"a\" }", false)]
    [InlineData("FrozenSet<string>", "new[] { \"a\" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase)", true)]
    [InlineData("ImmutableHashSet<string>", "ImmutableHashSet.Create(StringComparer.OrdinalIgnoreCase, \"a\")", true)]
    [InlineData("ImmutableSortedSet<string>", "ImmutableSortedSet.Create(StringComparer.OrdinalIgnoreCase, \"a\")", true)]
    public void Of_a_set(string type, string value, bool ignoresCase)
    {
        var trip = new RoundTrip(Program(type, value));
        object result = trip.Send("Echo_Send", trip.ValueOf("Echo", "Value"))!;
        var contains = result.GetType().GetMethod("Contains", [typeof(string)])!;
        Assert.Equal(true, contains.Invoke(result, ["a"]));
        Assert.Equal(ignoresCase, contains.Invoke(result, ["A"]));
        Hostile.Check(trip, "Echo_Send", result);
    }

    private static string Program(string type, string value) => $$"""
        using System;
        using System.Collections.Concurrent;
        using System.Collections.Frozen;
        using System.Collections.Generic;
        using System.Collections.Immutable;
        using ParallelGen;

        internal static class Echo
        {
            [RunInProcessPool] internal static {{type}} Send({{type}} value) => value;
            internal static {{type}} Value => {{value}};
        }

        internal sealed class Reverse : IEqualityComparer<string>
        {
            public bool Equals(string? x, string? y) => x == y;
            public int GetHashCode(string x) => x.Length;
        }
        """;
}
