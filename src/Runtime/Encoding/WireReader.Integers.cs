using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
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
    public int ReadInt32() => (int)ReadSigned(int.MinValue, int.MaxValue);

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

    private long ReadWideSigned(long min, long max)
    {
        byte code = Peek();
        long value = ReadWide(code);
        if (value < min || value > max || (code == WireCode.UInt64 && value < 0)) ThrowMisfit(code, value);
        return value;
    }

    private ulong ReadWideUnsigned(ulong max)
    {
        byte code = Peek();
        long value = ReadWide(code);
        if ((ulong)value > max || (value < 0 && code != WireCode.UInt64)) ThrowMisfit(code, value);
        return (ulong)value;
    }

    // The bits of an integer: those of a uint64 may look negative.
    private long ReadWide(byte code)
    {
        switch (code)
        {
            case WireCode.UInt8: return ReadByte(1, 2);
            case WireCode.UInt16: return ReadBigEndian16(1, 3);
            case WireCode.UInt32: return ReadBigEndian32(1, 5);
            case WireCode.UInt64: return (long)ReadBigEndian64(1, 9);
            case WireCode.Int8: return (sbyte)ReadByte(1, 2);
            case WireCode.Int16: return (short)ReadBigEndian16(1, 3);
            case WireCode.Int32: return (int)ReadBigEndian32(1, 5);
            case WireCode.Int64: return (long)ReadBigEndian64(1, 9);
            case <= WireCode.MaxPositiveFixInt or >= WireCode.MinNegativeFixInt: return (sbyte)ReadByte(0, 1);
            default:
                WireError.ThrowUnexpected("an integer", code, Consumed);
                return 0;
        }
    }

    [DoesNotReturn]
    private readonly void ThrowMisfit(byte code, long value) =>
        WireError.ThrowMalformed($"the integer {(code == WireCode.UInt64 ? (Int128)(ulong)value : value)} does not fit", Consumed);
}
