using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Faults.Tests.Work;

/// <summary>Marked methods whose generated decoders are fuzzed: between them they have one of each kind of type.</summary>
internal static class FuzzWork
{
    [RunInProcessPool]
    internal static Parcel Carry(Parcel parcel) => parcel;

    [RunInProcessPool]
    internal static int[,] Grid(int[,] grid) => grid;

    [RunInProcessPool]
    internal static List<string?[]> Texts(List<string?[]> texts) => texts;

    [RunInProcessPool]
    internal static double[] Column(double[] numbers) => numbers;
}

/// <summary>Something with members of many kinds, which may hold itself.</summary>
internal sealed record Parcel(string? Label, DateTimeOffset When, Guid Id, decimal Price)
{
    public Dictionary<string, long> Counts { get; init; } = [];

    public ImmutableArray<short> Marks { get; init; } = [];

    public (int X, double? Y)[] Points { get; init; } = [];

    public HashSet<DayOfWeek>? Days { get; init; }

    public Wrapping? Wrapping { get; init; }

    public List<Parcel> Inside { get; init; } = [];
}

/// <summary>A closed hierarchy.</summary>
[JsonDerivedType(typeof(Paper), 1)]
[JsonDerivedType(typeof(Crate), 2)]
internal abstract record Wrapping;

internal sealed record Paper(string Colour) : Wrapping;

internal sealed record Crate(int Nails, Uri? Maker) : Wrapping;
