namespace ParallelGen.Encoding;

/// <summary>The limits of a payload, the same on both sides.</summary>
internal static class WireLimits
{
    /// <summary>How deep objects and collections may nest.</summary>
    internal const int MaxDepth = 512;

    /// <summary>The largest single string, bin or raw block, in bytes: what one span can hold.</summary>
    internal const int MaxBlockBytes = int.MaxValue;

    /// <summary>A block of this size or more is written in pieces: it fills the rest of a segment before it asks for the next.</summary>
    internal const int LargeBlock = 256 * 1024;

    /// <summary>From this size on a view is put into memory that both sides see, instead of into the payload.</summary>
    internal const int SmallestStaged = 32 * 1024;

    /// <summary>What a chunk's results may take before the next item's go into another answer.</summary>
    internal const int FullAnswer = 16 * 1024 * 1024;

    // The frame of a column, and its end behind the failures.
    private const int AnswerSlack = 64;

    /// <summary>
    /// The most bytes of a chunk's answer: it may be nearly full before the last result, which may take as much as a payload.
    /// </summary>
    /// <param name="limit">The most bytes of a payload.</param>
    internal static long LargestAnswer(long limit) => Math.Min(limit + Math.Min(limit, FullAnswer) + AnswerSlack, int.MaxValue);

    /// <summary>The pieces of a large block; also the first step in which room for a block is made before its bytes have arrived.</summary>
    internal const int BlockStep = 1024 * 1024;

    /// <summary>
    /// By how much the size hint of a <see cref="WireSink"/> may be larger than what is then written: scalars ask for their largest form.
    /// </summary>
    internal const int HintSlack = 32;
}
