using System.ComponentModel;

namespace ParallelGen.Encoding;

/// <summary>
/// The memory that a <see cref="WireWriter"/> writes into: a ring in shared memory, or pooled buffers. It hands out spans; what was
/// written into one is final, and is never copied, when the next is asked for.
/// </summary>
/// <remarks>
/// A call that throws changes nothing: the writer still holds the span given out last. An address in a span should be congruent to its
/// offset in the payload modulo 8, so that raw blocks are aligned in memory.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class WireSink
{
    /// <param name="limit">The most bytes that a payload may have.</param>
    private protected WireSink(long limit = long.MaxValue) => Limit = limit;

    /// <summary>The most bytes that the payload which is being written may have.</summary>
    internal long Limit { get; set; }

    /// <summary>Whoever the payload is written for; null where it can refer to nothing.</summary>
    internal IBlockUser? User { get; set; }

    /// <summary>The bytes of the payload so far, without those of the span given out last.</summary>
    internal abstract long Length { get; }

    /// <summary>Takes what was written into the span given out last, and gives the next.</summary>
    /// <param name="written">How many bytes of the last span are used.</param>
    /// <param name="sizeHint">
    /// How many contiguous bytes the next span must have at least. No more than <see cref="WireLimits.HintSlack"/> of them may remain
    /// unwritten.
    /// </param>
    /// <exception cref="PayloadTooLargeException">The payload passed its limit.</exception>
    internal abstract Span<byte> Next(int written, int sizeHint);

    /// <summary>The same, for a block that may be cut anywhere: as much of it as is convenient.</summary>
    /// <param name="written">How many bytes of the last span are used.</param>
    /// <param name="wanted">How many bytes of the block are still to come, at most. The span has as many, or <see cref="WireLimits.HintSlack"/> at least.</param>
    /// <exception cref="PayloadTooLargeException">The payload passed its limit.</exception>
    internal virtual Span<byte> NextPiece(int written, int wanted) => Next(written, Math.Min(wanted, WireLimits.BlockStep));

    /// <summary>Says that what comes from here on may still change until the payload is complete: none of it may be sent before.</summary>
    internal virtual void Hold()
    {
    }

    /// <summary>Takes what was written into the span given out last, which ends by that. A later writer appends.</summary>
    /// <exception cref="PayloadTooLargeException">The payload passed its limit.</exception>
    internal abstract void End(int written);

    /// <summary>
    /// Drops the span given out last, and all bytes from <paramref name="length"/> on, which is at most <see cref="Length"/>.
    /// </summary>
    /// <returns>The span to write into from there; it may be empty.</returns>
    internal abstract Span<byte> Truncate(long length);
}
