using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ParallelGen.Encoding;

// Booleans and the numbers that are not plain integers.
public ref partial struct WireWriter
{
    private const int GuidChars = 36;

    // Sign, 29 digits and a point.
    private const int MaxDecimalChars = 31;

    /// <summary>Writes a boolean.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteBoolean(bool value) => WriteCode(value ? WireCode.True : WireCode.False);

    /// <summary>Writes a number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteSingle(float value) => Advance(PutCode32(ref Reserve(5), WireCode.Float32, BitConverter.SingleToUInt32Bits(value)));

    /// <summary>Writes a number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteDouble(double value) => Advance(PutCode64(ref Reserve(9), WireCode.Float64, BitConverter.DoubleToUInt64Bits(value)));

    /// <summary>Writes a number, as a float32: MessagePack has none smaller.</summary>
    public void WriteHalf(Half value) => WriteSingle((float)value);

    /// <summary>Writes a complex number, as an array of its two parts.</summary>
    public void WriteComplex(Complex value)
    {
        WriteArrayHeader(2);
        WriteDouble(value.Real);
        WriteDouble(value.Imaginary);
    }

    /// <summary>Writes a number, as its decimal digits: the scale is kept.</summary>
    public void WriteDecimal(decimal value)
    {
        Span<byte> target = MemoryMarshal.CreateSpan(ref Reserve(1 + MaxDecimalChars), 1 + MaxDecimalChars);
        bool fits = value.TryFormat(target[1..], out int written, default, CultureInfo.InvariantCulture);
        Debug.Assert(fits, "A decimal has at most 31 characters.");
        target[0] = (byte)(WireCode.FixString | written);
        Advance(1 + written);
    }

    /// <summary>Writes a GUID, as its 36 characters.</summary>
    public void WriteGuid(Guid value)
    {
        Span<byte> target = MemoryMarshal.CreateSpan(ref Reserve(2 + GuidChars), 2 + GuidChars);
        target[0] = WireCode.String8;
        target[1] = GuidChars;
        bool fits = value.TryFormat(target[2..], out int written);
        Debug.Assert(fits && written == GuidChars, "The default format has 36 characters.");
        Advance(2 + GuidChars);
    }

    /// <summary>Writes an integer, as 16 bytes in little-endian order.</summary>
    public void WriteInt128(Int128 value) => WriteUInt128((UInt128)value);

    /// <summary>Writes an integer, as 16 bytes in little-endian order.</summary>
    public void WriteUInt128(UInt128 value)
    {
        Span<byte> target = MemoryMarshal.CreateSpan(ref Reserve(2 + 16), 2 + 16);
        target[0] = WireCode.Bin8;
        target[1] = 16;
        BinaryPrimitives.WriteUInt128LittleEndian(target[2..], value);
        Advance(2 + 16);
    }

    /// <summary>Writes an integer, as its two's complement in little-endian order.</summary>
    public void WriteBigInteger(BigInteger value)
    {
        int bytes = value.GetByteCount();
        WriteBinHeader(bytes);
        bool fits = value.TryWriteBytes(MemoryMarshal.CreateSpan(ref Reserve(bytes), bytes), out int written);
        Debug.Assert(fits && written == bytes, "The number says how long it is.");
        Advance(bytes);
    }

    /// <summary>Writes an index, as an integer: from the end, it is the complement.</summary>
    public void WriteIndex(Index value) => WriteInt32(value.IsFromEnd ? ~value.Value : value.Value);

    /// <summary>Writes a range, as an array of its two ends.</summary>
    public void WriteRange(Range value)
    {
        WriteArrayHeader(2);
        WriteIndex(value.Start);
        WriteIndex(value.End);
    }
}
