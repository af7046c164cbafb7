using System.ComponentModel;

namespace ParallelGen.Encoding;

/// <summary>Where a <see cref="WireReader"/> gets the rest of a payload that does not lie in one piece: a socket, slabs, a list of buffers.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class WireSource
{
    private protected WireSource()
    {
    }

    /// <summary>
    /// Gives the next contiguous piece, which begins with the bytes of the last piece that were not read. Blocks until they are there.
    /// </summary>
    /// <param name="unread">How many bytes at the end of the last piece were not read.</param>
    /// <param name="needed">How many contiguous bytes the piece must have at least; never more than the payload still has.</param>
    internal abstract ReadOnlySpan<byte> Next(int unread, int needed);

    /// <summary>Copies the bytes that follow the last piece (which was read to its end) straight to their destination.</summary>
    internal abstract void CopyTo(Span<byte> destination);
}
