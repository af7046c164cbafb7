using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using ParallelGen;

namespace App;

public static class Objects
{
    [RunInProcessPool]
    public static Derived? Change(Derived? value, Node node, Box<string?> box, Box<string> full) => value;

    [RunInProcessPool]
    public static (int Count, Box<Pair>[] Boxes)? Tuples((string Name, (int, int) Size) named, Tuple<int, string> old, KeyValuePair<string, int> pair) => null;

    [RunInProcessPool]
    public static Sealed Make(Settings settings, Marker marker, Vector3 vector, Lines lines) => new(1, settings.Name) { Note = "" };

    [RunInProcessPool]
    public static (int, int, int, int, int, int, int, int, int) Nine(int a, int b, int c, int d, int e, int f, int g, string h, int i) => (a, b, c, d, e, f, g, h.Length, i);
}

public record Base(int Id)
{
    public virtual string Title { get; init; } = "";

    public int Computed => Id * 2;
}

public record Derived(int Id, string? Name) : Base(Id)
{
    public override string Title { get; init; } = "";

    public DateTimeOffset When { get; init; }

    public int Hidden { get; private set; }
}

public sealed class Node
{
    public int Value { get; set; }

    public Node? Next { get; set; }

    public List<Node> Children { get; init; } = [];
}

public sealed class Box<T>(T content)
{
    public T Content { get; } = content;
}

public struct Pair
{
    public int Left;
    public string? Right;
    public readonly int Sum => Left + (Right?.Length ?? 0);
}

public sealed class Sealed
{
    [SetsRequiredMembers]
    public Sealed(int number, string name)
    {
        Number = number;
        Name = name;
        Note = "";
    }

    public required int Number { get; init; }

    public required string Name { get; init; }

    public required string Note { get; init; }
}

public class Settings
{
    public required string Name { get; set; }

    public required int? Count { get; init; }

    public Uri? Address { get; set; }

    public Version Version { get; set; } = new(1, 0);
}

public sealed record Marker;

public sealed class Lines(IEnumerable<string> all)
{
    public IReadOnlyList<string> All { get; } = [.. all];

    public required int Width { get; init; }
}
