using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ParallelGen.Tests.Encoding;

public sealed class RawTests
{
    [Fact]
    public void Blocks_of_every_element_type_keep_their_values()
    {
        Blocks<sbyte>(sbyte.MinValue, 0, sbyte.MaxValue);
        Blocks<byte>(byte.MinValue, 1, byte.MaxValue);
        Blocks<short>(short.MinValue, -1, short.MaxValue);
        Blocks<ushort>(ushort.MinValue, 1, ushort.MaxValue);
        Blocks(int.MinValue, -1, int.MaxValue);
        Blocks<uint>(uint.MinValue, 1, uint.MaxValue);
        Blocks(long.MinValue, -1, long.MaxValue);
        Blocks<ulong>(ulong.MinValue, 1, ulong.MaxValue);
        Blocks('\0', 'x', '\uD800');
        Blocks(float.MinValue, -0f, float.Epsilon);
        Blocks(double.MinValue, -0.0, double.Epsilon);
        Blocks(Half.MinValue, Half.One, Half.Epsilon);
        Blocks(true, false, true);
        Blocks(Int128.MinValue, Int128.NegativeOne, Int128.MaxValue);
        Blocks(UInt128.MinValue, UInt128.One, UInt128.MaxValue);
        Blocks(Guid.Empty, Guid.NewGuid(), Guid.AllBitsSet);
        Blocks(TimeSpan.MinValue, TimeSpan.Zero, TimeSpan.MaxValue);
        Blocks(RawElement.None, RawElement.Some, RawElement.Last);
    }

    [Fact]
    public void Null_is_not_the_empty_block()
    {
        Wire.RoundTrip(null, static (ref WireWriter w) => w.WriteRaw((int[]?)null), static (ref WireReader r) => r.ReadRaw<int>());
        Wire.RoundTrip(null, static (ref WireWriter w) => w.WriteRaw((List<int>?)null), static (ref WireReader r) => r.ReadRawList<int>());
        Wire.RoundTrip(null, static (ref WireWriter w) => w.WriteBytes((byte[]?)null), static (ref WireReader r) => r.ReadBytes());
        Wire.RoundTrip(null, static (ref WireWriter w) => w.WriteBytes((List<byte>?)null), static (ref WireReader r) => r.ReadByteList());
        Wire.RoundTrip([], static (ref WireWriter w) => w.WriteRaw(Array.Empty<int>()), static (ref WireReader r) => r.ReadRaw<int>());
        Wire.RoundTrip([], static (ref WireWriter w) => w.WriteBytes(Array.Empty<byte>()), static (ref WireReader r) => r.ReadBytes());
        Wire.Fails([WireCode.Nil], static (ref WireReader r) => r.ReadColumn<int>(0).Length);
    }

    [Fact]
    public void Data_begins_at_a_multiple_of_eight_whatever_comes_before()
    {
        foreach (int count in new[] { 0, 1, 30, 31, 8191, 8192 })
        {
            for (int before = 0; before < 16; before++)
            {
                byte[] payload = Wire.Write((ref WireWriter w) =>
                {
                    for (int i = 0; i < before; i++) w.WriteNil();
                    w.WriteRaw(new double[count]);
                });
                int data = payload.Length - count * sizeof(double);
                Assert.Equal(0, data % 8);
                Assert.All(payload[before..data][^payload[DataHeader(payload, before)]..], static padding => Assert.Equal(0, padding));
            }
        }

        // One byte of p, no padding.
        Assert.Equal("C70301000101", Convert.ToHexString(Wire.Write(static (ref WireWriter w) => w.WriteRaw(new[] { true, true }))));
    }

    [Fact]
    public void A_column_in_a_payload_of_one_piece_is_an_aligned_view_of_it()
    {
        using PayloadBuffer buffer = new();
        WireWriter writer = new(buffer);
        writer.WriteString("x");
        writer.WriteColumn<long>([1, 2, 3]);
        writer.WriteColumn<byte>([4, 5, 6]);
        PayloadBuffer.Complete(ref writer);

        WireReader reader = buffer.OpenReader();
        Assert.Equal("x", reader.ReadString());
        ReadOnlySpan<long> first = reader.ReadColumn<long>(3);
        ReadOnlySpan<byte> second = reader.ReadColumn<byte>(3);
        Assert.Equal([1, 2, 3], first.ToArray());
        Assert.Equal([4, 5, 6], second.ToArray());
        Assert.True(reader.End);
        Assert.True(MemoryMarshal.AsBytes(first).Overlaps(buffer[0]));
        Assert.True(second.Overlaps(buffer[0]));
        Assert.Equal(0, AddressOf(first) % 8);
    }

    [Fact]
    public void Columns_in_pieces_stay_valid_while_others_are_read()
    {
        int[] numbers = [.. Enumerable.Range(0, 1000)];
        double[] halves = [.. numbers.Select(static n => n / 2.0)];
        byte[] payload = Wire.Write((ref WireWriter w) =>
        {
            w.WriteColumn<int>(numbers);
            w.WriteColumn<double>(halves);
        });
        foreach (int size in Wire.PieceSizes)
        {
            WireReader reader = PieceSource.Open(payload, size);
            ReadOnlySpan<int> first = reader.ReadColumn<int>(numbers.Length);
            ReadOnlySpan<double> second = reader.ReadColumn<double>(halves.Length);
            Assert.Equal(numbers, first.ToArray());
            Assert.Equal(halves, second.ToArray());
        }
    }

    [Fact]
    public void A_column_has_exactly_the_elements_asked_for()
    {
        byte[] payload = Wire.Write(static (ref WireWriter w) => w.WriteColumn<int>([1, 2, 3]));
        foreach (int count in new[] { -1, 0, 2, 4, int.MaxValue })
        {
            Wire.Fails(payload, (ref WireReader r) => r.ReadColumn<int>(count).Length);
        }

        Wire.Fails(payload, static (ref WireReader r) => r.ReadColumn<long>(3).Length);
        Wire.Fails(payload, static (ref WireReader r) =>
        {
            r.ReadColumn(new int[2].AsSpan());
            return 0;
        });
        Wire.Read(
            payload,
            static (ref WireReader r) =>
            {
                int[] place = new int[3];
                r.ReadColumn(place.AsSpan());
                return place;
            },
            static place => Assert.Equal([1, 2, 3], place));
    }

    [Fact]
    public void A_reserved_column_is_filled_in_later_and_zero_where_it_is_not()
    {
        DirtyPool();
        foreach (int count in new[] { 0, 3, 100, 1_000_000 })
        {
            using PayloadBuffer buffer = new();
            WireWriter writer = new(buffer);
            writer.WriteInt32(1);
            Span<int> column = writer.ReserveColumn<int>(count);
            writer.WriteString("behind");
            Assert.Equal(count, column.Length);
            Assert.Equal(-1, column.IndexOfAnyExcept(0));
            if (count > 0) column[^1] = 42;
            PayloadBuffer.Complete(ref writer);

            int[] expected = new int[count];
            if (count > 0) expected[^1] = 42;
            WireReader reader = buffer.OpenReader();
            Assert.Equal(1, reader.ReadInt32());
            Assert.Equal(expected, reader.ReadColumn<int>(count).ToArray());
            Assert.Equal("behind", reader.ReadString());
            Assert.True(reader.End);
        }
    }

    [Fact]
    public void Binaries_of_every_header_width_keep_their_bytes()
    {
        foreach (int size in new[] { 0, 1, 255, 256, 65535, 65536, 300_000 })
        {
            byte[] value = new byte[size];
            new Random(size).NextBytes(value);
            byte[] payload = Wire.Write((ref WireWriter w) => w.WriteBytes(value));
            Assert.Equal((size <= 255 ? 2 : size <= 65535 ? 3 : 5) + size, payload.Length);
            Wire.ReadOne(payload, static (ref WireReader r) => r.ReadBytes(), actual => Assert.Equal(value, actual));
            Assert.Equal(payload, Wire.Write((ref WireWriter w) => w.WriteBytes(new List<byte>(value))));
            Wire.Read(payload, static (ref WireReader r) => r.ReadByteList(), actual => Assert.Equal(value, actual));
        }
    }

    [Fact]
    public void Large_blocks_arrive_whole()
    {
        long[] value = new long[700_003];
        for (int i = 0; i < value.Length; i++) value[i] = i * 0x0123_4567_89AB_CDEFL;
        byte[] payload = Wire.Write((ref WireWriter w) => w.WriteRaw(value));
        foreach (int size in new[] { 1, 4093, 1 << 20, 1 << 30 })
        {
            WireReader array = PieceSource.Open(payload, size);
            Assert.Equal(value, array.ReadRaw<long>());
            WireReader list = PieceSource.Open(payload, size);
            Assert.Equal(value, CollectionsMarshal.AsSpan(list.ReadRawList<long>()));
            Assert.True(list.End);
        }
    }

    [Theory]
    [InlineData("C70001")] // no padding length
    [InlineData("D40101")] // padding past the end
    [InlineData("D40108")] // padding of more than 7
    [InlineData("C70901080000000000000000")]
    [InlineData("D50100FF")] // 1 byte is no int
    [InlineData("C7060100FFFFFFFFFF")] // 5 bytes are no ints
    [InlineData("C7050200FFFFFFFF")] // another extension
    [InlineData("C705FF00FFFFFFFF")]
    [InlineData("C70501FFFFFFFFFF")] // negative padding
    [InlineData("C7090100FFFFFFFF")] // cut off
    [InlineData("C9800000000100")] // 2^31 bytes
    [InlineData("C9FFFFFFFF0100")]
    [InlineData("C404FFFFFFFF")]
    [InlineData("9101")]
    [InlineData("A0")]
    [InlineData("01")]
    [InlineData("C1")]
    [InlineData("")]
    public void A_malformed_block_is_an_error(string hex)
    {
        byte[] payload = Wire.Hex(hex);
        Wire.Fails(payload, static (ref WireReader r) => r.ReadRaw<int>());
        Wire.Fails(payload, static (ref WireReader r) => r.ReadRawList<int>());
        Wire.Fails(payload, static (ref WireReader r) => r.ReadColumn<int>(1).Length);
    }

    [Fact]
    public void A_boolean_other_than_zero_and_one_is_an_error()
    {
        byte[] payload = Wire.Write(static (ref WireWriter w) => w.WriteRaw(new byte[] { 0, 1, 2 }));
        Wire.Fails(payload, static (ref WireReader r) => r.ReadRaw<bool>());
        Wire.Fails(payload, static (ref WireReader r) => r.ReadRawList<bool>());
        Wire.Fails(payload, static (ref WireReader r) => r.ReadColumn<bool>(3).Length);
        Wire.Fails(payload, static (ref WireReader r) =>
        {
            r.ReadColumn(new bool[3].AsSpan());
            return 0;
        });
    }

    [Fact]
    public void A_block_that_no_span_can_hold_is_not_begun()
    {
        StingySink sink = new(more: 0);
        WireWriter writer = new(sink);
        bool thrown = false;
        try
        {
            writer.ReserveColumn<long>(int.MaxValue);
        }
        catch (PayloadTooLargeException exception)
        {
            thrown = true;
            Assert.Equal(int.MaxValue, exception.Limit);
        }

        Assert.True(thrown);
        Assert.Equal(0, writer.Length);
    }

    private static void Blocks<T>(params T[] values)
        where T : unmanaged
    {
        // Sizes around every header width, the last in pieces.
        foreach (int count in new[] { 0, 1, 2, 3, 15, 31, 244, 245, 247, 248, 255, 256, 65520, 65535, 65536, 300_001 })
        {
            T[] array = new T[count];
            for (int i = 0; i < count; i++) array[i] = values[i % values.Length];
            byte[] payload = Wire.Write((ref WireWriter w) => w.WriteRaw(array));
            Assert.Equal(payload, Wire.Write((ref WireWriter w) => w.WriteRaw(new List<T>(array))));
            Assert.Equal(payload, Wire.Write((ref WireWriter w) => w.WriteColumn<T>(array)));
            Assert.Equal(MemoryMarshal.AsBytes(array.AsSpan()), payload.AsSpan(payload.Length - count * Unsafe.SizeOf<T>()));
            Wire.ReadOne(payload, static (ref WireReader r) => r.ReadRaw<T>(), actual => Assert.True(Same(array, actual)));
            Wire.Read(payload, static (ref WireReader r) => r.ReadRawList<T>(), actual => Assert.True(Same(array, CollectionsMarshal.AsSpan(actual))));
            Wire.Read(payload, (ref WireReader r) => r.ReadColumn<T>(count).ToArray(), actual => Assert.True(Same(array, actual)));
        }
    }

    // Bit for bit, and fast.
    private static bool Same<T>(ReadOnlySpan<T> expected, ReadOnlySpan<T> actual)
        where T : unmanaged => MemoryMarshal.AsBytes(expected).SequenceEqual(MemoryMarshal.AsBytes(actual));

    private static int DataHeader(byte[] payload, int start) => start + payload[start] switch
    {
        WireCode.Ext8 => 3,
        WireCode.Ext16 => 4,
        WireCode.Ext32 => 6,
        _ => throw new InvalidOperationException("No raw block."),
    };

    private static unsafe nint AddressOf(ReadOnlySpan<long> span) => (nint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(span));

    private static void DirtyPool()
    {
        byte[] dirty = System.Buffers.ArrayPool<byte>.Shared.Rent(4096);
        dirty.AsSpan().Fill(0xFF);
        System.Buffers.ArrayPool<byte>.Shared.Return(dirty);
    }
}
