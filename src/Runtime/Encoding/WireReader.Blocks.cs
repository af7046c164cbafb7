using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ParallelGen.Encoding;

// Headers of blocks, and how their bytes come out of one piece or several.
public ref partial struct WireReader
{
    // Up to this size what a block costs is not its bytes.
    private const int SmallBlock = 1024;

    private int ReadBinHeader()
    {
        byte code = Peek();
        uint bytes = 0;
        switch (code)
        {
            case WireCode.Bin8: bytes = ReadByte(1, 2); break;
            case WireCode.Bin16: bytes = ReadBigEndian16(1, 3); break;
            case WireCode.Bin32: bytes = ReadBigEndian32(1, 5); break;
            default: WireError.ThrowUnexpected("a binary", code, Consumed); break;
        }

        return CheckBlock(bytes);
    }

    private int ReadExtensionHeader(out sbyte type, string expected)
    {
        byte code = Peek();
        uint bytes = 0;
        switch (code)
        {
            case >= WireCode.FixExt1 and <= WireCode.FixExt16: _position++; bytes = 1U << (code - WireCode.FixExt1); break;
            case WireCode.Ext8: bytes = ReadByte(1, 2); break;
            case WireCode.Ext16: bytes = ReadBigEndian16(1, 3); break;
            case WireCode.Ext32: bytes = ReadBigEndian32(1, 5); break;
            default: WireError.ThrowUnexpected(expected, code, Consumed); break;
        }

        type = (sbyte)ReadByte(0, 1);
        return CheckBlock(bytes);
    }

    // A block must lie within the payload, and one span must be able to hold it.
    private readonly int CheckBlock(uint bytes)
    {
        if (bytes > Remaining) WireError.ThrowEnd(Consumed, bytes, Remaining);
        if (bytes > WireLimits.MaxBlockBytes) WireError.ThrowMalformed($"a block of {bytes} bytes is too large", Consumed);
        return (int)bytes;
    }

    private ReadOnlySpan<byte> RequireSpan(int bytes) => MemoryMarshal.CreateReadOnlySpan(ref Require(bytes), bytes);

    /// <summary>Goes past a block, and gives its bytes in one piece, which is valid until the next call.</summary>
    /// <param name="bytes">Its size, checked to lie within the payload.</param>
    /// <param name="rented">An array to give to <see cref="Return"/> after use.</param>
    private ReadOnlySpan<byte> TakeContiguous(int bytes, out byte[]? rented)
    {
        rented = null;
        if (bytes <= WireLimits.BlockStep || bytes <= _span.Length - _position)
        {
            ReadOnlySpan<byte> block = RequireSpan(bytes);
            _position += bytes;
            return block;
        }

        int room = FirstStep(bytes);
        rented = ArrayPool<byte>.Shared.Rent(room);
        Take(rented.AsSpan(0, room));
        while (room < bytes)
        {
            int next = NextStep(room, bytes);
            byte[] larger = ArrayPool<byte>.Shared.Rent(next);
            rented.AsSpan(0, room).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(rented);
            rented = larger;
            Take(rented.AsSpan(room, next - room));
            room = next;
        }

        return rented.AsSpan(0, bytes);
    }

    private static void Return(byte[]? rented)
    {
        if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
    }

    /// <summary>Reads elements into an array, which grows as their bytes arrive.</summary>
    private T[] TakeArray<T>(int count)
        where T : unmanaged
    {
        if (count == 0) return [];
        int bytes = count * Unsafe.SizeOf<T>();
        if (bytes <= SmallBlock && bytes <= _span.Length - _position)
        {
            T[] small = GC.AllocateUninitializedArray<T>(count);
            Unsafe.CopyBlockUnaligned(
                ref Unsafe.As<T, byte>(ref MemoryMarshal.GetArrayDataReference(small)),
                ref Unsafe.Add(ref MemoryMarshal.GetReference(_span), _position), (uint)bytes);
            _position += bytes;
            return small;
        }

        int room = FirstStep<T>(count);
        T[] values = Allocate<T>(room);
        Take(MemoryMarshal.AsBytes(values.AsSpan()));
        while (room < count)
        {
            int next = NextStep(room, count);
            T[] larger = Allocate<T>(next);
            values.CopyTo(larger, 0);
            values = larger;
            Take(MemoryMarshal.AsBytes(values.AsSpan(room)));
            room = next;
        }

        return values;
    }

    private static T[] Allocate<T>(int length)
        where T : unmanaged
    {
        T[] values = GC.AllocateUninitializedArray<T>(length);
        HugePages.Advise<T>(values);
        return values;
    }

    private List<T> TakeList<T>(int count)
        where T : unmanaged
    {
        int room = FirstStep<T>(count);
        List<T> values = new(room);
        CollectionsMarshal.SetCount(values, room);
        HugePages.Advise(CollectionsMarshal.AsSpan(values));
        Take(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(values)));
        while (room < count)
        {
            int next = NextStep(room, count);
            values.Capacity = next;
            CollectionsMarshal.SetCount(values, next);
            Take(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(values)[room..]));
            room = next;
        }

        return values;
    }

    /// <summary>Copies the next bytes, which are known to lie within the payload, to their destination.</summary>
    private void Take(scoped Span<byte> destination)
    {
        int here = Math.Min(destination.Length, _span.Length - _position);
        _span.Slice(_position, here).CopyTo(destination);
        _position += here;
        if (here == destination.Length) return;

        _source!.CopyTo(destination[here..]);
        _after -= destination.Length - here;
        _before += _position + destination.Length - here;
        _span = default;
        _position = 0;
        Settle();
    }

    // What is there already may be made room for at once. For the rest a claim is not believed: room grows with what really arrives.
    private readonly int FirstStep<T>(int count)
        where T : unmanaged => Math.Min(count, FirstStep(count * Unsafe.SizeOf<T>()) / Unsafe.SizeOf<T>() + 1);

    private readonly int FirstStep(int bytes)
    {
        if (bytes <= WireLimits.BlockStep) return bytes;
        long here = _span.Length - _position + (_source?.Arrived ?? 0);
        return (int)Math.Min(bytes, Math.Max(here, WireLimits.BlockStep));
    }

    private static int NextStep(int room, int count) => (int)Math.Min(count, 4L * room);
}
