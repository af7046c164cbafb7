using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace ParallelGen.Encoding;

// Big-endian numbers behind a code. Each makes sure of the bytes, and goes past them.
public ref partial struct WireReader
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private byte ReadByte(int offset, int size)
    {
        byte value = Unsafe.Add(ref Require(size), offset);
        _position += size;
        return value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ushort ReadBigEndian16(int offset, int size)
    {
        ushort value = Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref Require(size), offset));
        _position += size;
        return BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(value) : value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint ReadBigEndian32(int offset, int size)
    {
        uint value = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref Require(size), offset));
        _position += size;
        return BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(value) : value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ulong ReadBigEndian64(int offset, int size)
    {
        ulong value = BigEndian64(ref Unsafe.Add(ref Require(size), offset));
        _position += size;
        return value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint BigEndian32(ref byte start)
    {
        uint value = Unsafe.ReadUnaligned<uint>(ref start);
        return BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(value) : value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong BigEndian64(ref byte start)
    {
        ulong value = Unsafe.ReadUnaligned<ulong>(ref start);
        return BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(value) : value;
    }
}
