namespace DataProcessing;

/// <summary>Some lines of the file, and the rows of the table that they fill.</summary>
internal readonly record struct Chunk(FilePart Lines, int FirstRow, int RowCount)
{
    /// <summary>Where the rows of each part begin, from how many each has.</summary>
    internal static Chunk[] Of(FilePart[] parts, int[] counts)
    {
        Chunk[] chunks = new Chunk[parts.Length];
        int first = 0;
        for (int index = 0; index < parts.Length; index++)
        {
            chunks[index] = new Chunk(parts[index], first, counts[index]);
            first += counts[index];
        }
        return chunks;
    }

    internal Span<Trip> RowsOf(Span<Trip> table) => table.Slice(FirstRow, RowCount);
}
