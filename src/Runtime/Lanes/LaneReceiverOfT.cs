namespace ParallelGen.Lanes;

/// <summary>The receiving end of a lane of items.</summary>
/// <param name="link">Where credits go.</param>
/// <param name="callId">The call.</param>
/// <param name="number">The lane's number in the call.</param>
/// <param name="keepsLatest">Whether its sender keeps the latest item only.</param>
/// <param name="codec">How they travel.</param>
/// <param name="maxDepth">How deep what they hold may nest.</param>
/// <param name="subject">What the items are, for messages.</param>
internal sealed class LaneReceiver<T>(ControlLink link, long callId, int number, bool keepsLatest, LaneCodec<T> codec, int maxDepth, string subject)
    : LaneReceiver(link, callId, number, keepsLatest)
{
    private LaneItems _items;
    private int _offset;
    private int _left;
    private int _lastBytes;

    /// <summary>Reads the next item, if one came. The reader is done with the last one: that is when its sender goes on.</summary>
    /// <exception cref="CallSerializationException">The item is malformed, or its type's own code threw.</exception>
    public bool TryTake(out T item)
    {
        EndLast();
        if (_left == 0 && !TryNext())
        {
            item = default!;
            return false;
        }
        int before = _offset;
        item = Decode();
        _lastBytes = _offset - before;
        return true;
    }

    /// <summary>Passes over the items of the next frame, if one came: its sender goes on.</summary>
    public bool TrySkip()
    {
        EndLast();
        if (_left == 0 && !TryNext())
            return false;
        Skip();
        return true;
    }

    // An item takes a byte at least.
    private void EndLast()
    {
        if (_lastBytes > 0)
            OnRead(_lastBytes);
        _lastBytes = 0;
    }

    private void Skip()
    {
        for (; _left > 0; _left--, _offset = _items.Length)
            OnRead(_items.Length - _offset);
    }

    private bool TryNext()
    {
        _items.Return();
        _items = default;
        if (!TryDequeue(out _items))
            return false;
        _offset = 0;
        _left = _items.Count;
        return true;
    }

    private T Decode()
    {
        try
        {
            var reader = new WireReader(_items.Bytes.AsSpan(_offset, _items.Length - _offset));
            reader.LimitDepth(maxDepth);
            T item = codec.Read(ref reader);
            if (_left == 1 && !reader.End)
                throw new CallSerializationException($"{reader.Remaining} bytes are left behind the items: caller and worker disagree about their type.");
            _offset += (int)reader.Consumed;
            _left--;
            return item;
        }
        catch (Exception exception)
        {
            Skip(); // where the next would begin is not known
            string? path = (exception as CallSerializationException)?.MemberPath ?? MemberTrail.PathOf(exception);
            string cause = exception is CallSerializationException ? exception.Message : $"{exception.GetType().Name}: {exception.Message}";
            throw new CallSerializationException($"{subject}: an item could not be decoded: {cause}", exception) { MemberPath = path };
        }
    }
}
