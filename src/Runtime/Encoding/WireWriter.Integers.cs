using System.Runtime.CompilerServices;
using System.Text;

namespace ParallelGen.Encoding;

// Integers, always in the smallest form.
public ref partial struct WireWriter
{
    /// <summary>Writes an integer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteByte(byte value) => WriteUInt32(value);

    /// <summary>Writes an integer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteSByte(sbyte value) => WriteInt32(value);

    /// <summary>Writes an integer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteInt16(short value) => WriteInt32(value);

    /// <summary>Writes an integer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteUInt16(ushort value) => WriteUInt32(value);

    /// <summary>Writes an integer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteInt32(int value)
    {
        // -32..127 is its own code.
        if ((uint)(value + 32) < 160) WriteCode((byte)value);
        else if (value >= 0) WriteWide((uint)value);
        else WriteNegative(value);
    }

    /// <summary>Writes an integer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteUInt32(uint value)
    {
        if (value <= WireCode.MaxPositiveFixInt) WriteCode((byte)value);
        else WriteWide(value);
    }

    /// <summary>Writes an integer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteInt64(long value)
    {
        if ((ulong)(value + 32) < 160) WriteCode((byte)value);
        else if (value >= 0) WriteWide((ulong)value);
        else WriteNegative(value);
    }

    /// <summary>Writes an integer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteUInt64(ulong value)
    {
        if (value <= WireCode.MaxPositiveFixInt) WriteCode((byte)value);
        else WriteWide(value);
    }

    /// <summary>Writes an integer.</summary>
    public void WriteIntPtr(nint value) => WriteInt64(value);

    /// <summary>Writes an integer.</summary>
    public void WriteUIntPtr(nuint value) => WriteUInt64(value);

    /// <summary>Writes a UTF-16 code unit, as an integer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteChar(char value) => WriteUInt32(value);

    /// <summary>Writes a Unicode scalar value, as an integer.</summary>
    public void WriteRune(Rune value) => WriteUInt32((uint)value.Value);

    private void WriteWide(ulong value)
    {
        ref byte start = ref Reserve(9);
        if (value <= byte.MaxValue) Advance(PutCode8(ref start, WireCode.UInt8, (byte)value));
        else if (value <= ushort.MaxValue) Advance(PutCode16(ref start, WireCode.UInt16, (ushort)value));
        else if (value <= uint.MaxValue) Advance(PutCode32(ref start, WireCode.UInt32, (uint)value));
        else Advance(PutCode64(ref start, WireCode.UInt64, value));
    }

    private void WriteNegative(long value)
    {
        ref byte start = ref Reserve(9);
        if (value >= sbyte.MinValue) Advance(PutCode8(ref start, WireCode.Int8, (byte)value));
        else if (value >= short.MinValue) Advance(PutCode16(ref start, WireCode.Int16, (ushort)value));
        else if (value >= int.MinValue) Advance(PutCode32(ref start, WireCode.Int32, (uint)value));
        else Advance(PutCode64(ref start, WireCode.Int64, (ulong)value));
    }
}
