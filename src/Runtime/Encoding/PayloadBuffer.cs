using System.Buffers;
using System.Diagnostics;

namespace ParallelGen.Encoding;

/// <summary>
/// A payload in pooled memory: a chain of segments that grows as it is written, and is never copied. Not thread-safe; one writer at a
/// time, then any number of readers, one after the other. <see cref="Dispose"/> gives the memory back, after which nothing that was
/// handed out may be used; the buffer itself may be used again.
/// </summary>
internal sealed class PayloadBuffer : WireSink, IDisposable
{
    private const int FirstSegment = 4 * 1024;
    private const int LargestSegment = 1024 * 1024;

    // Arrays begin at multiples of 8, so that a segment begins as far behind one as its place in the payload does: by that, what is
    // aligned in the payload is aligned in memory.
    private const int Alignment = 8;

    private readonly long _limit;
    private PayloadSegment[] _segments = new PayloadSegment[4];
    private int _count;
    private long _length;
    private int _nextSize = FirstSegment;
    private PayloadBufferSource? _source;

    /// <summary>Makes an empty payload that takes no memory yet.</summary>
    /// <param name="limit">The most bytes that it may have: <see cref="ProcessPoolOptions.MaxPayloadBytes"/>.</param>
    internal PayloadBuffer(long limit = long.MaxValue)
        : base(limit) => _limit = limit;

    /// <summary>The bytes of the payload, without what a writer that was not completed wrote into the last segment.</summary>
    internal override long Length => _length;

    /// <summary>The number of segments.</summary>
    internal int SegmentCount => _count;

    /// <summary>A segment, for a gather write. Valid until the payload is cleared, truncated or written to.</summary>
    internal ArraySegment<byte> this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)_count, nameof(index));
            ref readonly PayloadSegment segment = ref _segments[index];
            return new ArraySegment<byte>(segment.Array, segment.Start, segment.Length);
        }
    }

    /// <summary>Ends the writer: what it wrote is part of the payload now.</summary>
    /// <exception cref="PayloadTooLargeException">The payload passed its limit.</exception>
    internal static void Complete(ref WireWriter writer) => writer.Finish();

    /// <summary>Reads the payload from its beginning. The reader ends with the next change of the payload, or the next reader.</summary>
    internal WireReader OpenReader()
    {
        if (_count == 0) return new WireReader(default);
        if (_count == 1) return new WireReader(this[0]);
        _source ??= new PayloadBufferSource(this);
        _source.Restart();
        return new WireReader(this[0], _length, _source);
    }

    /// <summary>Appends bytes that were encoded elsewhere.</summary>
    internal void Append(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            Span<byte> room = NextPiece(0, bytes.Length);
            int piece = Math.Min(bytes.Length, room.Length);
            bytes[..piece].CopyTo(room);
            End(piece);
            bytes = bytes[piece..];
        }
    }

    /// <summary>Drops everything, and gives the memory back.</summary>
    internal void Clear()
    {
        Truncate(0);
        if (_count > 0) Release();
        _nextSize = FirstSegment;
        Limit = _limit;
        _source?.ReturnScratch();
    }

    /// <inheritdoc/>
    public void Dispose() => Clear();

    internal override Span<byte> Next(int written, int sizeHint)
    {
        // A limit that the hint passes is reported before memory is taken for it.
        long length = _length + written;
        if (length > Limit || sizeHint - WireLimits.HintSlack > Limit - length) WireError.ThrowPastLimit(_limit);
        if (_count > 0)
        {
            // The last segment may still have room: it does when a second writer begins.
            ref PayloadSegment last = ref _segments[_count - 1];
            if (last.Room - written >= sizeHint)
            {
                Commit(ref last, written);
                return last.Rest;
            }
        }

        return Add(written, sizeHint, (int)(length % Alignment));
    }

    internal override void End(int written)
    {
        if (_length + written > Limit) WireError.ThrowPastLimit(_limit);
        if (_count == 0) return;
        Commit(ref _segments[_count - 1], written);
        if (_segments[_count - 1].Length == 0) Release();
    }

    internal override Span<byte> Truncate(long length)
    {
        Debug.Assert(length <= _length, "A place that is still to come.");
        while (_count > 1 && _length - _segments[_count - 1].Length >= length)
        {
            _length -= _segments[_count - 1].Length;
            Release();
        }

        if (_count == 0) return default;
        ref PayloadSegment last = ref _segments[_count - 1];
        last.Length -= (int)(_length - length);
        _length = length;
        return last.Rest;
    }

    private Span<byte> Add(int written, int sizeHint, int start)
    {
        // Rented before anything changes: renting may throw.
        byte[] array = ArrayPool<byte>.Shared.Rent(Math.Max(_nextSize, checked(sizeHint + start)));
        if (_count > 0)
        {
            Commit(ref _segments[_count - 1], written);
            if (_segments[_count - 1].Length == 0) Release();
        }

        if (_count == _segments.Length) Array.Resize(ref _segments, 2 * _count);
        _segments[_count] = new PayloadSegment(array, start);
        _nextSize = Math.Min(2 * _nextSize, LargestSegment);
        return _segments[_count++].Rest;
    }

    private void Commit(ref PayloadSegment segment, int written)
    {
        Debug.Assert(written <= segment.Room, "More was written than there was room for.");
        segment.Length += written;
        _length += written;
    }

    private void Release()
    {
        ArrayPool<byte>.Shared.Return(_segments[--_count].Array);
        _segments[_count] = default;
    }
}
