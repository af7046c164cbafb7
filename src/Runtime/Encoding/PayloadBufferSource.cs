using System.Buffers;

namespace ParallelGen.Encoding;

/// <summary>The segments of a <see cref="PayloadBuffer"/>, for one reader at a time.</summary>
internal sealed class PayloadBufferSource(PayloadBuffer buffer) : WireSource
{
    // The place behind the last piece: in the payload, and as a segment and an offset in it.
    private long _position;
    private int _segment;
    private int _offset;

    // Where bytes are put together that lie in several segments.
    private byte[]? _scratch;

    internal override long Arrived => buffer.Length - _position;

    /// <summary>Begins again, behind the first segment.</summary>
    internal void Restart()
    {
        _segment = 0;
        _offset = buffer[0].Count;
        _position = _offset;
    }

    /// <summary>Gives the memory back that pieces across segments took.</summary>
    internal void ReturnScratch()
    {
        if (_scratch is not null) ArrayPool<byte>.Shared.Return(_scratch);
        _scratch = null;
    }

    internal override ReadOnlySpan<byte> Next(int unread, int needed)
    {
        GoBack(unread);
        SkipEnded();
        ReadOnlySpan<byte> piece = buffer[_segment].AsSpan(_offset);
        if (piece.Length >= needed)
        {
            _offset += piece.Length;
            _position += piece.Length;
            return piece;
        }

        // The scratch may hold what is unread, so it is filled from the segments again.
        if (_scratch is null || _scratch.Length < needed)
        {
            ReturnScratch();
            _scratch = ArrayPool<byte>.Shared.Rent(needed);
        }

        CopyTo(_scratch.AsSpan(0, needed));
        return _scratch.AsSpan(0, needed);
    }

    internal override void CopyTo(Span<byte> destination)
    {
        while (!destination.IsEmpty)
        {
            SkipEnded();
            ReadOnlySpan<byte> piece = buffer[_segment].AsSpan(_offset);
            if (piece.Length > destination.Length) piece = piece[..destination.Length];
            piece.CopyTo(destination);
            destination = destination[piece.Length..];
            _offset += piece.Length;
            _position += piece.Length;
        }
    }

    private void GoBack(int bytes)
    {
        _position -= bytes;
        while (bytes > _offset)
        {
            bytes -= _offset;
            _offset = buffer[--_segment].Count;
        }

        _offset -= bytes;
    }

    private void SkipEnded()
    {
        while (_offset == buffer[_segment].Count)
        {
            _segment++;
            _offset = 0;
        }
    }
}
