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
    /// For how many bytes after the last piece room may be made at once, however large a block claims to be: those that are there, and
    /// those that the sender is trusted to send.
    /// </summary>
    internal virtual long Arrived => 0;

    /// <summary>
    /// How many bytes of the payload follow the last piece; -1 while that is not known. Asked only of a payload that was opened without its
    /// length; where such a payload ends too early, <see cref="Next"/> and <see cref="CopyTo"/> throw
    /// <see cref="CallSerializationException"/>.
    /// </summary>
    internal virtual long Rest => throw new NotSupportedException();

    /// <summary>Waits until <see cref="Rest"/> is known, or a byte follows the last piece, which was read to its end.</summary>
    internal virtual void AwaitByte()
    {
    }

    /// <summary>Like <see cref="Next"/>, after all that follows has arrived in memory of this side's own.</summary>
    internal virtual ReadOnlySpan<byte> Collect(int unread) => throw new NotSupportedException();

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
