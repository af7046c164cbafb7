using System.Buffers;

namespace ParallelGen.Transport.SharedMemory;

/// <summary>
/// A payload that is read while it is still being sent. What was read is given back all the time, so that a payload of any size passes
/// through the ring.
/// </summary>
/// <param name="ring">The ring.</param>
/// <param name="doorbell">Tells whether the peer is gone.</param>
/// <param name="limit">The most bytes that a payload may have.</param>
/// <param name="trustedBytes">For how many bytes room is made before they have arrived.</param>
/// <param name="trustedElements">For how many elements of collections.</param>
internal sealed class StreamSource(RingConsumer ring, Doorbell doorbell, long limit, long trustedBytes, long trustedElements) : WireSource, IDisposable
{
    // Pieces are not larger, so that the peer gets room while this side reads.
    private readonly int _piece = Math.Min(128 * 1024, ring.Capacity / 8);

    private long _start;
    private long _end;   // -1 while it is not known
    private long _given; // the index behind the last piece
    private bool _isAbandoned;

    // What had to be put together outside the ring, and how much of it is a piece that was given out.
    private byte[]? _scratch;
    private int _scratchGiven;

    // What was collected before it was read, and where it is read.
    private PayloadBuffer? _collected;
    private PayloadBufferSource? _collectedSource;

    /// <summary>Begins the payload that stands from an index on.</summary>
    public void Begin(long start)
    {
        _start = start;
        _given = start;
        _end = -1;
        _isAbandoned = false;
        _scratchGiven = 0;
    }

    /// <exception cref="FrameAbandonedException">The sender has given it up.</exception>
    public WireReader Open()
    {
        FindEnd();
        // All of it may be there already.
        if (_end >= 0 && ring.IsThere(_end))
            return new WireReader(ring.Span(_start, (int)(_end - _start)));
        return new WireReader(Give(_given, 0), this, limit, Math.Min(trustedElements, limit));
    }

    /// <summary>Passes over what was not read.</summary>
    public void Release()
    {
        DropCollected();
        var patience = new Patience(doorbell);
        bool isAlive = true;
        while (true)
        {
            // In this order, as in Await.
            bool isMore = ring.IsThere(ring.Head + 1);
            TryFindEnd();
            if (_end >= 0 && ring.IsThere(RingMemory.RoundUp(_end)))
                break;
            if (isMore)
            {
                ring.Free(_end >= 0 ? Math.Min(ring.Tail, RingMemory.RoundDown(_end)) : ring.Tail);
                patience = new Patience(doorbell);
            }
            Wait(ref patience, ref isAlive);
        }
        ring.Free(RingMemory.RoundUp(_end));
    }

    internal override long Arrived => _collectedSource?.Arrived ?? Math.Max(ring.Tail - _given, _end >= 0 ? Math.Min(_end - _given, trustedBytes) : trustedBytes);

    internal override long Rest
    {
        get
        {
            if (_collectedSource is not null)
                return _collectedSource.Arrived;
            FindEnd();
            return _end < 0 ? -1 : _end - _given;
        }
    }

    internal override void AwaitByte()
    {
        if (_collectedSource is null)
            Await(_given, 1);
    }

    internal override ReadOnlySpan<byte> Next(int unread, int needed)
    {
        if (_collectedSource is not null)
            return _collectedSource.Next(unread, needed);
        if (needed > ring.Capacity / 4 || (_scratchGiven > 0 && unread > 0))
            return NextInScratch(unread, needed);
        _scratchGiven = 0;
        long index = _given - unread;
        ring.FreeRead(index);
        Require(index, needed);
        return Give(index, needed);
    }

    internal override void CopyTo(Span<byte> destination)
    {
        if (_collectedSource is not null)
        {
            _collectedSource.CopyTo(destination);
            return;
        }
        _scratchGiven = 0;
        while (destination.Length > 0)
        {
            ring.FreeRead(_given);
            Require(_given, Math.Min(destination.Length, 1), destination.Length);
            ReadOnlySpan<byte> piece = Give(_given, 1);
            if (piece.Length > destination.Length)
            {
                _given -= piece.Length - destination.Length;
                piece = piece[..destination.Length];
            }
            piece.CopyTo(destination);
            destination = destination[piece.Length..];
        }
    }

    internal override ReadOnlySpan<byte> Collect(int unread)
    {
        _collected = new PayloadBuffer(limit);
        if (_scratchGiven > 0)
            _collected.Append(_scratch.AsSpan(_scratchGiven - unread, unread));
        else
            _given -= unread;
        _scratchGiven = 0;
        while (Await(_given, 1))
        {
            _collected.Append(Give(_given, 1));
            ring.FreeRead(_given);
        }
        if (_collected.SegmentCount == 0)
            return default;
        _collectedSource = new PayloadBufferSource(_collected);
        _collectedSource.Restart();
        return _collected[0];
    }

    public void Dispose()
    {
        DropCollected();
        if (_scratch is not null)
            ArrayPool<byte>.Shared.Return(_scratch);
        _scratch = null;
    }

    // Gives what is there from an index on.
    private ReadOnlySpan<byte> Give(long index, int least)
    {
        // The tail that is used here was read before: where it counts more than the payload, the end is known by now.
        FindEnd();
        long there = (_end >= 0 ? Math.Min(_end, ring.Tail) : ring.Tail) - index;
        int length = (int)Math.Min(there, Math.Max(least, _piece));
        _given = index + length;
        return ring.Span(index, length);
    }

    // A piece that is too large for the ring, or that begins outside it.
    private ReadOnlySpan<byte> NextInScratch(int unread, int needed)
    {
        byte[] scratch = _scratch is not null && _scratch.Length >= needed ? _scratch : ArrayPool<byte>.Shared.Rent(needed);
        if (_scratchGiven > 0)
        {
            _scratch.AsSpan(_scratchGiven - unread, unread).CopyTo(scratch);
        }
        else
        {
            _given -= unread;
            unread = 0;
        }
        if (scratch != _scratch && _scratch is not null)
            ArrayPool<byte>.Shared.Return(_scratch);
        _scratch = scratch;
        CopyTo(scratch.AsSpan(unread, needed - unread));
        _scratchGiven = needed;
        return scratch.AsSpan(0, needed);
    }

    private void Require(long index, int needed, int asked = 0)
    {
        if (!Await(index, needed))
            WireError.ThrowEnd(index - _start, Math.Max(needed, asked), Math.Max(0, _end - index));
    }

    // Waits until so many bytes are there, from an index up to which all is read. False when the payload ends before.
    private bool Await(long index, int count)
    {
        var patience = new Patience(doorbell);
        bool isAlive = true;
        while (true)
        {
            // In this order: the last tail counts the padding, too, and says that the end is known.
            bool isThere = ring.IsThere(index + count);
            FindEnd();
            if (_end >= 0 && _end < index + count)
                return false;
            if (isThere)
                return true;
            // The peer may need all the room that there is.
            if (RingMemory.RoundDown(index) > ring.Head)
                ring.Free(RingMemory.RoundDown(index));
            Wait(ref patience, ref isAlive);
        }
    }

    private void FindEnd()
    {
        TryFindEnd();
        if (_isAbandoned)
            throw new FrameAbandonedException();
    }

    private void TryFindEnd()
    {
        if (_end >= 0)
            return;
        if (ring.TryGetStreamEnd(out long end, out _isAbandoned))
        {
            if (end < Math.Max(_start, ring.Head) || end - _start > limit)
                throw new ProtocolException($"A payload is said to end at {end}, which began at {_start} and was read up to {ring.Head}.");
            _end = end;
        }
        // Other frames may stand behind the end that is not known yet.
        else if (ring.Tail - _start > limit + ring.Capacity)
        {
            throw new ProtocolException($"A payload goes on beyond the limit of {limit} bytes.");
        }
    }

    private static void Wait(ref Patience patience, ref bool isAlive)
    {
        // What the peer sent before its end is looked for once more.
        if (!isAlive)
            throw new ConnectionLostException("The peer is gone in the middle of a payload.");
        isAlive = patience.TryWait();
    }

    private void DropCollected()
    {
        _collectedSource?.ReturnScratch();
        _collectedSource = null;
        _collected?.Dispose();
        _collected = null;
    }
}
