using System.Collections.Generic;
using ParallelGen;

namespace App;

public static class Collections
{
    [RunInProcessPool]
    public static Shelf Sort(Shelf shelf) => shelf;

    [RunInProcessPool]
    public static int[][] Jagged(List<int[]?> rows) => [];

    [RunInProcessPool]
    public static int Count(IEnumerable<int> numbers, IReadOnlyList<string?> texts, ICollection<Book> books) => 0;

    [RunInProcessPool]
    public static List<byte> Bytes(byte[] array, List<byte> list, IReadOnlyCollection<byte> face) => [];
}

public sealed class Shelf
{
    public int[] Raw { get; set; } = [];

    public List<double> RawList { get; set; } = [];

    public string?[]? Texts { get; set; }

    public List<string> TextList { get; set; } = [];

    public List<string?>? TextListOrNothing { get; set; }

    public HashSet<Book> Books { get; set; } = [];

    public Dictionary<string, List<Book>> ByAuthor { get; set; } = [];

    public IReadOnlyDictionary<int, string?>? Index { get; set; }

    public IDictionary<int, int> Map { get; set; } = new Dictionary<int, int>();

    public ISet<int> Set { get; set; } = new HashSet<int>();

    public IReadOnlySet<string>? Tags { get; set; }

    public IList<KeyValuePair<string, int>> Pairs { get; set; } = [];

    public Genre[] Genres { get; set; } = [];
}

public enum Genre : ushort { None }

public readonly record struct Book(string Title, int Year);
