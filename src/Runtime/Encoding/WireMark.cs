namespace ParallelGen.Encoding;

/// <summary>A place in what a <see cref="WireWriter"/> wrote, to which it can go back.</summary>
internal readonly struct WireMark(long length, int depth)
{
    /// <summary>The bytes written up to the place.</summary>
    internal long Length { get; } = length;

    /// <summary>How many objects and collections were open there.</summary>
    internal int Depth { get; } = depth;
}
