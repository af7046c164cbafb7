using System.ComponentModel;

namespace ParallelGen.Encoding;

/// <summary>Where a <see cref="WireReader"/> gets the rest of a payload that does not lie in one piece: a socket, slabs, a list of buffers.</summary>
/// <remarks>A piece is valid until the next call: a reader copies what must outlive it.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class WireSource
{
    private protected WireSource()
    {
    }

    /// <summary>
    /// How many bytes after the last piece are certainly there: room for so many may be made at once, however large a block claims to
    /// be. Less than the truth is allowed.
    /// </summary>
    internal virtual long Arrived => 0;

    /// <summary>
    /// Gives the next contiguous piece, which begins with the bytes of the last piece that were not read. Blocks until they are there.
    /// </summary>
    /// <param name="unread">How many bytes at the end of the last piece were not read.</param>
    /// <param name="needed">
    /// How many contiguous bytes the piece must have at least: more than <paramref name="unread"/>, at most
    /// <see cref="WireLimits.BlockStep"/>, and never more than the payload still has.
    /// </param>
    internal abstract ReadOnlySpan<byte> Next(int unread, int needed);

    /// <summary>Copies the bytes that follow the last piece (which was read to its end) straight to their destination.</summary>
    internal abstract void CopyTo(Span<byte> destination);
}
