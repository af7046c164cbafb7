using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace ParallelGen.Encoding;

// Integers of any width, read into any type that they fit in.
public ref partial struct WireReader
{
    /// <summary>Reads an integer.</summary>
    /// <exception cref="CallSerializationException">Something else is there, or an integer that does not fit.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte ReadByte() => (byte)ReadUnsigned(byte.MaxValue);

    /// <summary>Reads an integer.</summary>
    /// <exception cref="CallSerializationException">Something else is there, or an integer that does not fit.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public sbyte ReadSByte() => (sbyte)ReadSigned(sbyte.MinValue, sbyte.MaxValue);

    /// <summary>Reads an integer.</summary>
    /// <exception cref="CallSerializationException">Something else is there, or an integer that does not fit.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public short ReadInt16() => (short)ReadSigned(short.MinValue, short.MaxValue);

    /// <summary>Reads an integer.</summary>
    /// <exception cref="CallSerializationException">Something else is there, or an integer that does not fit.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ushort ReadUInt16() => (ushort)ReadUnsigned(ushort.MaxValue);

    /// <summary>Reads an integer.</summary>
    /// <exception cref="CallSerializationException">Something else is there, or an integer that does not fit.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int ReadInt32()
    {
        // -32..127 is its own code.
        sbyte code = (sbyte)Peek();
        if (code < -32) return ReadWideInt32();
        _position++;
        return code;
    }

    /// <summary>Reads an integer.</summary>
    /// <exception cref="CallSerializationException">Something else is there, or an integer that does not fit.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint ReadUInt32() => (uint)ReadUnsigned(uint.MaxValue);

    /// <summary>Reads an integer.</summary>
    /// <exception cref="CallSerializationException">Something else is there, or an integer that does not fit.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long ReadInt64() => ReadSigned(long.MinValue, long.MaxValue);

    /// <summary>Reads an integer.</summary>
    /// <exception cref="CallSerializationException">Something else is there, or an integer that does not fit.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong ReadUInt64() => ReadUnsigned(ulong.MaxValue);

    /// <summary>Reads an integer.</summary>
    /// <exception cref="CallSerializationException">Something else is there, or an integer that does not fit.</exception>
    public nint ReadIntPtr() => (nint)ReadSigned(nint.MinValue, nint.MaxValue);

    /// <summary>Reads an integer.</summary>
    /// <exception cref="CallSerializationException">Something else is there, or an integer that does not fit.</exception>
    public nuint ReadUIntPtr() => (nuint)ReadUnsigned(nuint.MaxValue);

    /// <summary>Reads a UTF-16 code unit.</summary>
    /// <exception cref="CallSerializationException">Something else is there, or an integer that does not fit.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public char ReadChar() => (char)ReadUnsigned(char.MaxValue);

    /// <summary>Reads a Unicode scalar value.</summary>
    /// <exception cref="CallSerializationException">Something else is there, or an integer that is not a scalar value.</exception>
    public Rune ReadRune()
    {
        long start = Consumed;
        uint value = ReadUInt32();
        if (!Rune.IsValid(value)) WireError.ThrowMalformed($"0x{value:X} is not a Unicode scalar value", start);
        return new Rune(value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private long ReadSigned(long min, long max)
    {
        // -32..127 is its own code.
        sbyte code = (sbyte)Peek();
        if (code >= -32)
        {
            _position++;
            return code;
        }

        return ReadWideSigned(min, max);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ulong ReadUnsigned(ulong max)
    {
        byte code = Peek();
        if (code <= WireCode.MaxPositiveFixInt)
        {
            _position++;
            return code;
        }

        return ReadWideUnsigned(max);
    }

    // Most numbers that are not small have four bytes. Where that is guessed right, the next number does not wait for the length of this.
    private int ReadWideInt32()
    {
        if (_span.Length - _position >= 5)
        {
            ref byte start = ref Unsafe.Add(ref MemoryMarshal.GetReference(_span), _position);
            int value = (int)BigEndian32(ref Unsafe.Add(ref start, 1));
            if (start == WireCode.Int32 || (start == WireCode.UInt32 && value >= 0))
            {
                _position += 5;
                return value;
            }
        }

        return (int)ReadWideSigned(int.MinValue, int.MaxValue);
    }

    private long ReadWideSigned(long min, long max)
    {
        // One check of the bounds for nearly all: the code, and a load of 8 bytes behind it.
        if (_span.Length - _position >= 9)
        {
            ref byte start = ref Unsafe.Add(ref MemoryMarshal.GetReference(_span), _position);
            int kind = start - WireCode.UInt8;
            if ((uint)kind <= 7)
            {
                long found = WideValue(ref start, kind);
                if (found >= min && found <= max && (kind != 3 || found >= 0))
                {
                    _position += 1 + (1 << (kind & 3));
                    return found;
                }
            }
        }

        return ReadOtherSigned(min, max);
    }

    private long ReadOtherSigned(long min, long max)
    {
        byte code = Peek();
        long value = ReadWide(code, out int size);
        if (value < min || value > max || (code == WireCode.UInt64 && value < 0)) ThrowMisfit(code, value);
        _position += size;
        return value;
    }

    private ulong ReadWideUnsigned(ulong max)
    {
        byte code = Peek();
        long value = ReadWide(code, out int size);
        if ((ulong)value > max || (value < 0 && code != WireCode.UInt64)) ThrowMisfit(code, value);
        _position += size;
        return (ulong)value;
    }

    // The bits of an integer that has bytes of its own: those of a uint64 may look negative. Does not go past it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private long ReadWide(byte code, out int size)
    {
        // 0..3 are the unsigned ones of 1, 2, 4 and 8 bytes, 4..7 the signed ones: one load and one shift serve all.
        int kind = code - WireCode.UInt8;
        if ((uint)kind > 7) return ReadNarrow(code, out size);
        int bytes = 1 << (kind & 3);
        size = 1 + bytes;
        ref byte start = ref Require(size);
        if (_span.Length - _position < 9) return ReadLast(ref start, kind);
        return WideValue(ref start, kind);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long WideValue(ref byte start, int kind)
    {
        ulong bits = BigEndian64(ref Unsafe.Add(ref start, 1));
        int shift = 64 - (8 << (kind & 3));

        // The sign of numbers is hard to predict: it is cut off an unsigned one without a branch.
        int unsigned = shift & ((kind >> 2) - 1);
        return ((long)bits >> shift) & (long)(ulong.MaxValue >> unsigned);
    }

    // An integer so close to the end of the span that a load of 8 bytes would pass it.
    private static long ReadLast(ref byte start, int kind)
    {
        ulong bits = 0;
        int bytes = 1 << (kind & 3);
        for (int i = 1; i <= bytes; i++) bits = bits << 8 | Unsafe.Add(ref start, i);
        int shift = 64 - 8 * bytes;
        return kind < 4 ? (long)bits : (long)(bits << shift) >> shift;
    }

    private readonly long ReadNarrow(byte code, out int size)
    {
        size = 1;
        if (code is > WireCode.MaxPositiveFixInt and < WireCode.MinNegativeFixInt) WireError.ThrowUnexpected("an integer", code, Consumed);
        return (sbyte)code;
    }

    [DoesNotReturn]
    private readonly void ThrowMisfit(byte code, long value) =>
        WireError.ThrowMalformed($"the integer {(code == WireCode.UInt64 ? (Int128)(ulong)value : value)} does not fit", Consumed);
}
