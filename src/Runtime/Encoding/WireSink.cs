using System.ComponentModel;

namespace ParallelGen.Encoding;

/// <summary>
/// The memory that a <see cref="WireWriter"/> writes into: a ring in shared memory, or pooled buffers. It hands out spans; what was
/// written into one is final, and is never copied, when the next is asked for.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class WireSink
{
    private protected WireSink()
    {
    }

    /// <summary>Takes what was written into the span given out last, and gives the next.</summary>
    /// <param name="written">How many bytes of the last span are used.</param>
    /// <param name="sizeHint">How many contiguous bytes the next span must have at least.</param>
    /// <exception cref="PayloadTooLargeException">The payload passed its limit.</exception>
    internal abstract Span<byte> Next(int written, int sizeHint);
}
