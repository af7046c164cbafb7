using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace ParallelGen.Encoding;

// A code and a big-endian number, put into bytes that Reserve made sure of. Each gives the number of bytes.
public ref partial struct WireWriter
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int PutCode8(ref byte start, byte code, byte value)
    {
        start = code;
        Unsafe.Add(ref start, 1) = value;
        return 2;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int PutCode16(ref byte start, byte code, ushort value)
    {
        start = code;
        Put(ref Unsafe.Add(ref start, 1), value);
        return 3;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int PutCode32(ref byte start, byte code, uint value)
    {
        start = code;
        Put(ref Unsafe.Add(ref start, 1), value);
        return 5;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int PutCode64(ref byte start, byte code, ulong value)
    {
        start = code;
        Put(ref Unsafe.Add(ref start, 1), value);
        return 9;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(ref byte start, ushort value) =>
        Unsafe.WriteUnaligned(ref start, BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(value) : value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(ref byte start, uint value) =>
        Unsafe.WriteUnaligned(ref start, BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(value) : value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(ref byte start, ulong value) =>
        Unsafe.WriteUnaligned(ref start, BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(value) : value);
}
