using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ParallelGen.Encoding;

/// <summary>Writes MessagePack for generated code. Pass it by reference; its sink's owner begins and ends it.</summary>
/// <remarks>
/// Every method may throw <see cref="PayloadTooLargeException"/>, and leaves the writer where it can still be rewound. The sink is asked
/// for memory once for each scalar at most, and a scalar is checked against it once.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref partial struct WireWriter
{
    private readonly WireSink _sink;
    private Span<byte> _span;
    private int _position;
    private int _depth;

    // The bytes of the payload before _span.
    private long _before;

    // Whether somebody may want to go back to a place: nothing may be sent before the payload is complete.
    private bool _isMarked;

    /// <summary>Begins to write where the sink's payload ends.</summary>
    public WireWriter(WireSink sink)
    {
        _sink = sink;
        _before = sink.Length;
    }

    /// <summary>The bytes of the payload so far.</summary>
    public readonly long Length => _before + _position;

    /// <summary>The most bytes that this payload may have.</summary>
    internal readonly long Limit
    {
        get => _sink.Limit;
        set => _sink.Limit = value;
    }

    /// <summary>Gives the last bytes to the sink. The writer must not be used after that.</summary>
    internal void Finish()
    {
        _sink.End(_position);
        _before += _position;
        _position = 0;
        _span = default;
    }

    /// <summary>The place reached, for <see cref="Rewind"/>.</summary>
    internal WireMark Mark()
    {
        // The sink is told when it is next asked for memory: what it handed out so far is not sent before.
        _isMarked = true;
        return new WireMark(Length, _depth);
    }

    /// <summary>Goes back to a place: what was written since is dropped, what was entered since is left.</summary>
    internal void Rewind(WireMark mark)
    {
        Debug.Assert(mark.Length <= Length, "A place that is still to come.");
        if (mark.Length >= _before)
        {
            _position = (int)(mark.Length - _before);
        }
        else
        {
            _span = _sink.Truncate(mark.Length);
            _before = mark.Length;
            _position = 0;
        }

        _depth = mark.Depth;
    }

    /// <summary>Begins the members of an object, or the elements of a nested collection.</summary>
    /// <exception cref="CallSerializationException">The value is nested too deep.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Enter()
    {
        if (++_depth > WireLimits.MaxDepth) WireError.ThrowTooDeep();
    }

    /// <summary>Ends what <see cref="Enter"/> began.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Leave() => _depth--;

    /// <summary>Writes null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteNil() => WriteCode(WireCode.Nil);

    /// <summary>Begins an object with so many members, and enters it; <see cref="Leave"/> ends it.</summary>
    /// <exception cref="CallSerializationException">The value is nested too deep.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteObjectHeader(int members)
    {
        WriteArrayHeader(members);
        Enter();
    }

    /// <summary>Begins an array: so many values follow.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteArrayHeader(int count)
    {
        if ((uint)count <= 15) WriteCode((byte)(WireCode.FixArray | count));
        else WriteWideHeader(WireCode.Array16, count);
    }

    /// <summary>Begins a map: so many pairs of key and value follow.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteMapHeader(int count)
    {
        if ((uint)count <= 15) WriteCode((byte)(WireCode.FixMap | count));
        else WriteWideHeader(WireCode.Map16, count);
    }

    // The code for 32 bits is always the one after that for 16.
    private void WriteWideHeader(byte code16, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ref byte start = ref Reserve(5);
        if (count <= ushort.MaxValue) Advance(PutCode16(ref start, code16, (ushort)count));
        else Advance(PutCode32(ref start, (byte)(code16 + 1), (uint)count));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void WriteCode(byte code)
    {
        Reserve(1) = code;
        _position++;
    }

    /// <summary>Makes sure of so many bytes after the position, which is the one bounds check of a scalar, and gives the first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref byte Reserve(int bytes)
    {
        if (_span.Length - _position < bytes) Grow(bytes);
        return ref Unsafe.Add(ref MemoryMarshal.GetReference(_span), _position);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Advance(int bytes) => _position += bytes;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(int bytes)
    {
        if (_isMarked) _sink.Hold();
        Span<byte> next = _sink.Next(_position, bytes);

        // The check that Reserve relies on.
        if (next.Length < bytes) throw new InvalidOperationException("The sink gave less than it was asked for.");
        Continue(next);
    }

    // For a block that may be cut anywhere: gives some of the bytes that are wanted.
    private void GrowPiece(int wanted)
    {
        if (_isMarked) _sink.Hold();
        Span<byte> next = _sink.NextPiece(_position, wanted);
        if (next.Length < Math.Min(wanted, WireLimits.HintSlack)) throw new InvalidOperationException("The sink gave less than it was asked for.");
        Continue(next);
    }

    private void Continue(Span<byte> next)
    {
        _before += _position;
        _position = 0;
        _span = next;
    }
}
