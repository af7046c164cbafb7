using ParallelGen;

namespace DataProcessing;

/// <summary>What the workers do. The table is one array that they share: rows are written where they are, and read where they are.</summary>
internal static class DataWork
{
    /// <summary>Makes some lines of the file.</summary>
    [RunInProcessPool]
    internal static byte[] Make(int seed, int rows) => TripFormat.Write(new TripMaker(seed), rows);

    /// <summary>Counts the lines of a part.</summary>
    [RunInProcessPool]
    internal static int CountRows(FilePart part, string path) => part.Read(path, bytes => bytes.AsSpan().Count((byte)'\n'));

    /// <summary>Reads a chunk of the file into its rows of the table.</summary>
    [RunInProcessPool]
    internal static void Load(Chunk chunk, string path, SharedArray<Trip> table) => chunk.Lines.Read(path, lines => TripFormat.Read(lines, chunk.RowsOf(table.Span)));

    /// <summary>Groups the rows of a chunk.</summary>
    [RunInProcessPool]
    internal static GroupSums[] Group(Chunk chunk, SharedArray<Trip> table) => Groups.Of(chunk.RowsOf(table.Span));
}
