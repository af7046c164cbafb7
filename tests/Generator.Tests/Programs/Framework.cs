using System;
using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Net;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ParallelGen;

namespace App;

public static class Framework
{
    [RunInProcessPool]
    public static int[,] Collect(Everything everything) => new int[0, 0];
}

public sealed class Everything
{
    public double[,]? Matrix { get; set; }
    public string?[,,]? Cube { get; set; }
    public int[][,] Grids { get; set; } = [];
    public ImmutableArray<int> Block { get; set; }
    public ImmutableArray<string?> Texts { get; set; }
    public ImmutableDictionary<string, Voxel>? Index { get; set; }
    public ImmutableSortedSet<string>? Sorted { get; set; }
    public IImmutableStack<int>? Stack { get; set; }
    public FrozenDictionary<string, Voxel[]>? Frozen { get; set; }
    public ConcurrentDictionary<int, string>? Concurrent { get; set; }
    public ConcurrentBag<Pair>? Bag { get; set; }
    public Stack<Pair>? Pairs { get; set; }
    public ReadOnlyCollection<int>? ReadOnly { get; set; }
    public SortedList<string, int>? List { get; set; }
    public Memory<byte> Bytes { get; set; }
    public ReadOnlyMemory<Pair> View { get; set; }
    public ArraySegment<Voxel> Segment { get; set; }
    public BitArray? Bits { get; set; }
    public CultureInfo? Culture { get; set; }
    public IPAddress? Address { get; set; }
    public JsonElement Json { get; set; }
    public JsonObject? Node { get; set; }
    public StringBuilder? Text { get; set; }
    public Matrix4x4 Transform { get; set; }
    public Pixels Pixels { get; set; }
    public Names Names { get; set; }
    public Own? Own { get; set; }
    public OwnMap? OwnMap { get; set; }
    public Outcome? Outcome { get; set; }
}

public readonly record struct Voxel(short X, short Y, int Z);

public readonly record struct Pair(byte Small, string? Text);

[InlineArray(4)]
public struct Pixels
{
    private int _first;
}

[InlineArray(2)]
public struct Names
{
    private string? _first;
}

public sealed class Own : List<string>;

public sealed class OwnMap : Dictionary<string, Own?>;

public abstract record Outcome
{
    private Outcome()
    {
    }

    public sealed record Done(int Value) : Outcome;

    public sealed record Failed(string Reason) : Outcome;
}
