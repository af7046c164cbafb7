using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ParallelGen.Encoding;

/// <summary>Reads MessagePack for generated code. Pass it by reference.</summary>
/// <remarks>
/// The payload is taken to be hostile: whatever it holds, a method gives a value or throws <see cref="CallSerializationException"/>,
/// stays within the payload, and makes room for no more than the payload can fill.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref partial struct WireReader
{
    private readonly WireSource? _source;
    private ReadOnlySpan<byte> _span;
    private int _position;
    private int _depth;

    // The bytes of the payload before _span.
    private long _before;

    // The bytes of the payload after _span; the most that there may be, while the payload is open.
    private long _after;

    // Whether the length of the payload is not known yet.
    private bool _isOpen;

    // How many elements the collections that are still to come may have together. A value belongs to one collection at most and takes a
    // byte at least, so that all counts of an honest payload add up to no more than its bytes. Without this, counts that nest could each
    // claim all that remains.
    private long _elements;

    /// <summary>Reads a payload that lies in one piece.</summary>
    public WireReader(ReadOnlySpan<byte> payload)
        : this(payload, payload.Length, source: null)
    {
    }

    /// <summary>Reads a payload.</summary>
    /// <param name="first">Its first piece, which may be empty.</param>
    /// <param name="total">The bytes of the payload, <paramref name="first"/> included.</param>
    /// <param name="source">Gives what follows the first piece; null when nothing does.</param>
    internal WireReader(ReadOnlySpan<byte> first, long total, WireSource? source)
    {
        if (first.Length > total) first = first[..(int)total];
        if (source is null) total = first.Length;
        _span = first;
        _after = total - first.Length;
        _elements = total;
        _source = source;
    }

    /// <summary>Reads a payload whose length is told by its source when it has all been sent.</summary>
    /// <param name="first">Its first piece, which may be empty.</param>
    /// <param name="source">Gives what follows the first piece.</param>
    /// <param name="limit">The most bytes that the payload may have.</param>
    /// <param name="trusted">How many elements its collections may claim together before as many bytes have arrived.</param>
    internal WireReader(ReadOnlySpan<byte> first, WireSource source, long limit, long trusted)
        : this(first, limit, source)
    {
        _elements = trusted;
        _isOpen = true;
        Settle();
    }

    /// <summary>Whether all of the payload is read.</summary>
    public bool End
    {
        get
        {
            if (_position < _span.Length || _after == 0 || !_isOpen) return _position == _span.Length && _after == 0;
            _source!.AwaitByte();
            Settle();
            return _after == 0;
        }
    }

    /// <summary>The bytes that are not read yet; at most, while the sender has not said how long the payload is.</summary>
    public readonly long Remaining => _span.Length - _position + _after;

    internal readonly long Consumed => _before + _position;

    /// <summary>The code of the next value: its first byte.</summary>
    /// <exception cref="CallSerializationException">Nothing is left.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte Peek() => Require(1);

    /// <summary>Reads null, if that is the next value.</summary>
    /// <exception cref="CallSerializationException">Nothing is left.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryReadNil()
    {
        if (Peek() != WireCode.Nil) return false;
        _position++;
        return true;
    }

    /// <summary>Begins the members of an object, or the elements of a nested collection.</summary>
    /// <exception cref="CallSerializationException">The value is nested too deep.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Enter()
    {
        if (++_depth > WireLimits.MaxDepth) WireError.ThrowTooDeep();
    }

    /// <summary>Allows no more than so many levels, at most <see cref="WireLimits.MaxDepth"/>. Before anything is read.</summary>
    internal void LimitDepth(int levels) => _depth = WireLimits.MaxDepth - levels;

    /// <summary>Ends what <see cref="Enter"/> began.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Leave() => _depth--;

    /// <summary>Begins an object that must have so many members, and enters it; <see cref="Leave"/> ends it.</summary>
    /// <exception cref="CallSerializationException">Something else is there, or the value is nested too deep.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void ReadObjectHeader(int members)
    {
        // A fixarray of up to 15 members; anything else, errors included, is read the long way.
        if ((uint)members <= 15 && Peek() == (WireCode.FixArray | members)) _position++;
        else ReadWideObjectHeader(members);
        Enter();
    }

    /// <summary>Begins an array: so many values follow. The payload is long enough for them.</summary>
    /// <exception cref="CallSerializationException">Something else is there, or the count is more than the payload can hold.</exception>
    public int ReadArrayHeader()
    {
        byte code = Peek();
        long count = (code & 0xF0) == WireCode.FixArray ? ReadFixCount(code & 0xF) : ReadWideCount(WireCode.Array16, "an array");
        Claim(count, bytes: count);
        return (int)count;
    }

    /// <summary>Begins a map: so many pairs of key and value follow. The payload is long enough for them.</summary>
    /// <exception cref="CallSerializationException">Something else is there, or the count is more than the payload can hold.</exception>
    public int ReadMapHeader()
    {
        byte code = Peek();
        long count = (code & 0xF0) == WireCode.FixMap ? ReadFixCount(code & 0xF) : ReadWideCount(WireCode.Map16, "a map");
        Claim(count, bytes: 2 * count);
        return (int)count;
    }

    private void ReadWideObjectHeader(int members)
    {
        long start = Consumed;
        int count = ReadArrayHeader();
        if (count != members) WireError.ThrowMalformed($"an object with {members} members was expected, one with {count} is there", start);
    }

    private int ReadFixCount(int count)
    {
        _position++;
        return count;
    }

    // The code for 32 bits is always the one after that for 16.
    private long ReadWideCount(byte code16, string expected)
    {
        byte code = Peek();
        if (code == code16) return ReadBigEndian16(1, 3);
        if (code == code16 + 1) return ReadBigEndian32(1, 5);
        WireError.ThrowUnexpected(expected, code, Consumed);
        return 0;
    }

    private void Claim(long count, long bytes)
    {
        _elements -= bytes;
        if (_elements < 0 && _isOpen) Collect();
        if (bytes > Remaining || _elements < 0 || count > Array.MaxLength) ThrowTooMany(count);
    }

    // So much was claimed that it is believed only of bytes that are there.
    private void Collect()
    {
        int unread = _span.Length - _position;
        long most = Remaining;
        _span = _source!.Collect(unread);
        _before += _position;
        _position = 0;
        _after = most - _span.Length;
        Settle();
        _elements += Consumed + Remaining;
    }

    private void Settle()
    {
        if (!_isOpen) return;
        long rest = _source!.Rest;
        if (rest < 0) return;
        _after = rest;
        _isOpen = false;
    }

    [DoesNotReturn]
    private readonly void ThrowTooMany(long count) =>
        WireError.ThrowMalformed($"a collection claims {count} elements, more than the payload can hold", Consumed);

    /// <summary>Makes sure of so many contiguous bytes, which is the one bounds check of a scalar, and gives the first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref byte Require(int bytes)
    {
        if (_span.Length - _position < bytes) Refill(bytes);
        return ref Unsafe.Add(ref MemoryMarshal.GetReference(_span), _position);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Refill(int bytes)
    {
        int unread = _span.Length - _position;
        long remaining = unread + _after;
        if (bytes > remaining) WireError.ThrowEnd(Consumed, bytes, remaining);

        ReadOnlySpan<byte> next = _source!.Next(unread, bytes);
        if (next.Length > remaining) next = next[..(int)remaining];

        // The check that Require relies on.
        if (next.Length < bytes) throw new InvalidOperationException("The source gave less than it was asked for.");
        _span = next;
        _before += _position;
        _position = 0;
        _after = remaining - next.Length;
        Settle();
    }
}
