using System.Diagnostics;
using ParallelGen;

namespace DataProcessing;

/// <summary>The ways to get from the file to the groups.</summary>
internal static class Modes
{
    /// <summary>Small enough that the last chunks keep all workers busy, large enough that nobody notices what a chunk costs.</summary>
    private const int ChunkBytes = 4 << 20;

    /// <summary>As one would write it: one reader over the whole file, one pass over the whole table.</summary>
    internal static DataResult Sequential(string path, int rows)
    {
        long started = Stopwatch.GetTimestamp();
        Trip[] table = new Trip[rows];
        using (FileStream file = File.OpenRead(path))
        {
            file.Position = TripFormat.Header.Length;
            int read = TripFormat.Read(file, table);
            if (read != rows)
                throw new InvalidDataException($"{path} has {read:N0} rows, not {rows:N0}.");
        }
        long loaded = Stopwatch.GetTimestamp();
        return DataResult.Since(Groups.Of(table), started, loaded);
    }

    internal static DataResult OnThreads(string path, int threads, CancellationToken cancellationToken)
    {
        long started = Stopwatch.GetTimestamp();
        ParallelOptions options = new() { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken };
        FilePart[] parts = Parts(path);
        int[] counts = new int[parts.Length];
        Parallel.For(0, parts.Length, options, index => counts[index] = DataWork.CountRows(parts[index], path));
        Chunk[] chunks = Chunk.Of(parts, counts);
        Trip[] table = new Trip[counts.Sum()];
        Parallel.ForEach(chunks, options, chunk => chunk.Lines.Read(path, lines => TripFormat.Read(lines, chunk.RowsOf(table))));

        long loaded = Stopwatch.GetTimestamp();
        GroupSums[][] groups = new GroupSums[chunks.Length][];
        Parallel.For(0, chunks.Length, options, index => groups[index] = Groups.Of(chunks[index].RowsOf(table)));
        return DataResult.Since(Groups.Merge(groups), started, loaded);
    }

    internal static async Task<DataResult> InPoolAsync(string path, ProcessPool pool, CancellationToken cancellationToken)
    {
        long started = Stopwatch.GetTimestamp();
        FilePart[] parts = Parts(path);
        int[] counts = await pool.CountRowsMapAsync(parts, path, cancellationToken: cancellationToken);
        Chunk[] chunks = Chunk.Of(parts, counts);
        using SharedArray<Trip> table = SharedArray.Create<Trip>(counts.Sum());
        await pool.LoadMapAsync(chunks, path, table, cancellationToken: cancellationToken);

        long loaded = Stopwatch.GetTimestamp();
        GroupSums[][] groups = await pool.GroupMapAsync(chunks, table, cancellationToken: cancellationToken);
        return DataResult.Since(Groups.Merge(groups), started, loaded);
    }

    private static FilePart[] Parts(string path) => FilePart.Split(path, TripFormat.Header.Length, ChunkBytes);
}
