using System.Runtime.CompilerServices;

namespace ParallelGen.Tests.Encoding;

public sealed class PayloadBufferTests
{
    private const int Large = 1024 * 1024;

    [Fact]
    public void An_empty_payload_takes_no_memory()
    {
        using PayloadBuffer buffer = new();
        WireWriter writer = new(buffer);
        PayloadBuffer.Complete(ref writer);
        Assert.Equal(0, buffer.SegmentCount);
        Assert.Equal(0, buffer.Length);
        WireReader reader = buffer.OpenReader();
        Assert.True(reader.End);
    }

    [Fact]
    public void Segments_double_up_to_a_mebibyte()
    {
        using PayloadBuffer buffer = new();
        WireWriter writer = new(buffer);
        for (int i = 0; i < 5 * Large; i++) writer.WriteNil();
        PayloadBuffer.Complete(ref writer);

        int expected = 4096;
        for (int i = 0; i < buffer.SegmentCount - 1; i++)
        {
            Assert.Equal(expected, buffer[i].Count);
            expected = Math.Min(2 * expected, Large);
        }

        Assert.Equal(5 * Large, Wire.Bytes(buffer).Length);
    }

    [Fact]
    public unsafe void A_segment_lies_in_memory_as_it_lies_in_the_payload()
    {
        using PayloadBuffer buffer = new();
        WireWriter writer = new(buffer);
        for (int i = 0; i < 2000; i++) writer.WriteGuid(Guid.Empty);
        PayloadBuffer.Complete(ref writer);
        long offset = 0;
        Assert.True(buffer.SegmentCount > 3);
        for (int i = 0; i < buffer.SegmentCount; i++)
        {
            Span<byte> segment = buffer[i];
            Assert.Equal(offset % 8, (nint)Unsafe.AsPointer(ref segment[0]) % 8);
            offset += segment.Length;
        }
    }

    [Fact]
    public void A_large_column_gets_one_segment_and_a_large_array_pieces()
    {
        using PayloadBuffer buffer = new();
        WireWriter writer = new(buffer);
        writer.WriteNil();
        writer.ReserveColumn<byte>(3 * Large);
        PayloadBuffer.Complete(ref writer);
        Assert.Equal(2, buffer.SegmentCount);
        Assert.Equal(3 * Large, buffer[1].Count);

        buffer.Clear();
        writer = new(buffer);
        writer.WriteNil();
        writer.WriteRaw(new byte[3 * Large]);
        PayloadBuffer.Complete(ref writer);
        Assert.Equal(4096, buffer[0].Count);
        Assert.Equal(Large, buffer[1].Count);
        Assert.Equal(Large, buffer[2].Count);
        Assert.Equal(4, buffer.SegmentCount);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(4096)]
    [InlineData(4097)]
    [InlineData(70_000)]
    public void The_limit_is_exact(int limit)
    {
        using PayloadBuffer buffer = new(limit);
        WireWriter writer = new(buffer);
        for (int i = 0; i < limit; i++) writer.WriteNil();
        PayloadBuffer.Complete(ref writer);
        Assert.Equal(limit, buffer.Length);

        PayloadTooLargeException exception = Assert.Throws<PayloadTooLargeException>(() =>
        {
            using PayloadBuffer full = new(limit);
            WireWriter over = new(full);
            for (int i = 0; i <= limit; i++) over.WriteNil();
            PayloadBuffer.Complete(ref over);
        });
        Assert.Equal(limit, exception.Limit);
        Assert.Contains("ProcessPoolOptions.MaxPayloadBytes", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_limit_holds_for_every_kind_of_value()
    {
        // Each value fits exactly, and does not by one byte.
        ExactLimit(static (ref WireWriter w) => w.WriteString(new string('x', 10_000)));
        ExactLimit(static (ref WireWriter w) => w.WriteString(new string('é', 200_000)));
        ExactLimit(static (ref WireWriter w) => w.WriteString("short"));
        ExactLimit(static (ref WireWriter w) => w.WriteRaw(new int[100_000]));
        ExactLimit(static (ref WireWriter w) => w.WriteBytes(new byte[5000]));
        ExactLimit(static (ref WireWriter w) => w.ReserveColumn<long>(1000));
        ExactLimit(static (ref WireWriter w) => w.WriteInt64(long.MinValue));
        ExactLimit(static (ref WireWriter w) => w.WriteDecimal(decimal.MaxValue));
        ExactLimit(static (ref WireWriter w) => w.WriteGuid(Guid.Empty));
        ExactLimit(static (ref WireWriter w) => w.WriteBigInteger(System.Numerics.BigInteger.Pow(2, 100_000)));
    }

    [Fact]
    public void A_hint_past_the_limit_takes_no_memory()
    {
        using PayloadBuffer buffer = new(1000);
        WireWriter writer = new(buffer);
        bool thrown = false;
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            writer.ReserveColumn<long>(100_000_000);
        }
        catch (PayloadTooLargeException)
        {
            thrown = true;
        }

        Assert.True(thrown);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    [Fact]
    public void A_rewound_writer_goes_on_where_it_was()
    {
        int[] sizes = [0, 1, 100, 4000, 5000, 300_000, 3 * Large];
        foreach (int kept in sizes)
        {
            foreach (int dropped in sizes)
            {
                using PayloadBuffer buffer = new();
                WireWriter writer = new(buffer);
                for (int i = 0; i < kept; i++) writer.WriteNil();
                WireMark mark = writer.Mark();
                Assert.Equal(kept, mark.Length);
                writer.Enter();
                writer.WriteBytes(new byte[dropped]);
                writer.Rewind(mark);
                Assert.Equal(kept, writer.Length);
                for (int i = 0; i < 1000; i++) writer.WriteBoolean(true);
                for (int i = 0; i < WireLimits.MaxDepth; i++) writer.Enter();
                PayloadBuffer.Complete(ref writer);
                Assert.Equal([.. Enumerable.Repeat(WireCode.Nil, kept), .. Enumerable.Repeat(WireCode.True, 1000)], Wire.Bytes(buffer));
            }
        }
    }

    [Fact]
    public void A_writer_goes_on_after_the_limit_when_it_is_rewound()
    {
        using PayloadBuffer buffer = new(10_000);
        WireWriter writer = new(buffer);
        writer.WriteString("kept");
        WireMark mark = writer.Mark();
        bool thrown = false;
        try
        {
            for (int i = 0; i < 10_000; i++) writer.WriteInt64(long.MaxValue);
        }
        catch (PayloadTooLargeException)
        {
            thrown = true;
        }

        Assert.True(thrown);
        writer.Rewind(mark);
        writer.WriteString("failed");
        PayloadBuffer.Complete(ref writer);
        WireReader reader = buffer.OpenReader();
        Assert.Equal("kept", reader.ReadString());
        Assert.Equal("failed", reader.ReadString());
        Assert.True(reader.End);
    }

    [Fact]
    public void The_owner_can_drop_the_end()
    {
        byte[] all = [.. Enumerable.Range(0, 20_000).Select(static i => (byte)(i % 100))];
        foreach (int length in new[] { 0, 1, 4095, 4096, 4097, 12_288, 12_289, 19_999, 20_000 })
        {
            using PayloadBuffer buffer = new();
            WireWriter writer = new(buffer);
            foreach (byte value in all) writer.WriteByte(value);
            PayloadBuffer.Complete(ref writer);
            buffer.Truncate(length);
            Assert.Equal(all[..length], Wire.Bytes(buffer));
        }
    }

    [Fact]
    public void A_second_writer_appends_and_keeps_alignment()
    {
        using PayloadBuffer buffer = new();
        WireWriter first = new(buffer);
        first.WriteString("abc");
        PayloadBuffer.Complete(ref first);
        WireWriter second = new(buffer);
        Assert.Equal(4, second.Length);
        second.WriteRaw(new[] { 1.0, 2.0 });
        PayloadBuffer.Complete(ref second);
        Assert.Equal(1, buffer.SegmentCount);
        Assert.Equal(0, (buffer.Length - 16) % 8);
        WireReader reader = buffer.OpenReader();
        Assert.Equal("abc", reader.ReadString());
        Assert.Equal([1.0, 2.0], reader.ReadRaw<double>()!);
        Assert.True(reader.End);
    }

    [Fact]
    public void A_cleared_payload_can_be_written_again()
    {
        PayloadBuffer buffer = new();
        for (int round = 0; round < 3; round++)
        {
            WireWriter writer = new(buffer);
            for (int i = 0; i < 10_000; i++) writer.WriteInt32(i);
            PayloadBuffer.Complete(ref writer);
            for (int pass = 0; pass < 2; pass++)
            {
                WireReader reader = buffer.OpenReader();
                for (int i = 0; i < 10_000; i++) Assert.Equal(i, reader.ReadInt32());
                Assert.True(reader.End);
            }

            buffer.Dispose();
            Assert.Equal(0, buffer.Length);
            Assert.Equal(0, buffer.SegmentCount);
        }
    }

    [Fact]
    public void A_payload_of_many_segments_is_read_in_full()
    {
        Random random = new(7);
        byte[][] blocks = [.. Enumerable.Range(0, 300).Select(i => new byte[random.Next(i * 20)])];
        string text = new('é', 700_000);
        foreach (byte[] block in blocks) random.NextBytes(block);
        using PayloadBuffer buffer = new();
        WireWriter writer = new(buffer);
        foreach (byte[] block in blocks)
        {
            writer.WriteBytes(block);
            writer.WriteDouble(block.Length);
            writer.WriteString("text" + block.Length);
        }

        writer.WriteString(text);
        writer.WriteRaw(new long[Large]);
        PayloadBuffer.Complete(ref writer);
        Assert.True(buffer.SegmentCount > 10);

        WireReader reader = buffer.OpenReader();
        foreach (byte[] block in blocks)
        {
            Assert.Equal(block, reader.ReadBytes());
            Assert.Equal(block.Length, reader.ReadDouble());
            Assert.Equal("text" + block.Length, reader.ReadString());
        }

        Assert.True(text == reader.ReadString());
        Assert.Equal(Large, reader.ReadColumn<long>(Large).Length);
        Assert.True(reader.End);
    }

    [Fact]
    public void A_source_goes_back_over_any_number_of_segments()
    {
        // Segments of one to three bytes, as no writer makes them: each asks for more than the last had room for.
        using PayloadBuffer buffer = new();
        byte[] all = new byte[24];
        new Random(3).NextBytes(all);
        int written = 0;
        int hint = 1;
        for (int end = 0; end < all.Length; end += written)
        {
            Span<byte> span = buffer.Next(written, hint);
            written = 1 + end % 3;
            hint = span.Length + 8;
            all.AsSpan(end, written).CopyTo(span);
        }

        buffer.End(written);
        Assert.Equal(all, Wire.Bytes(buffer));
        Assert.True(buffer.SegmentCount > 8);

        Random random = new(4);
        PayloadBufferSource source = new(buffer);
        for (int round = 0; round < 1000; round++)
        {
            source.Restart();
            ReadOnlySpan<byte> piece = buffer[0];
            int position = piece.Length;
            while (position < all.Length)
            {
                Assert.Equal(all.Length - position, source.Arrived);
                int unread = random.Next(piece.Length + 1);
                int needed = unread + 1 + random.Next(all.Length - position);
                piece = source.Next(unread, needed);
                Assert.True(piece.Length >= needed);
                position -= unread;
                Assert.True(piece.SequenceEqual(all.AsSpan(position, piece.Length)));
                position += piece.Length;
                if (random.Next(3) != 0) continue;
                byte[] copied = new byte[random.Next(all.Length - position + 1)];
                source.CopyTo(copied);
                Assert.True(copied.AsSpan().SequenceEqual(all.AsSpan(position, copied.Length)));
                position += copied.Length;
                piece = default;
            }
        }

        source.ReturnScratch();
    }

    [Fact]
    public void A_segment_that_is_not_there_is_an_error()
    {
        using PayloadBuffer buffer = new();
        Assert.Throws<ArgumentOutOfRangeException>(() => buffer[0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => buffer[-1]);
    }

    [Fact]
    public void Writing_and_reading_again_allocates_nothing()
    {
        PayloadBuffer buffer = new();
        int[] column = [1, 2, 3];
        long sum = 0;
        long before = 0;
        const int rounds = 5000;
        for (int round = 0; round < 10 + rounds; round++)
        {
            if (round == 10) before = GC.GetAllocatedBytesForCurrentThread();
            WireWriter writer = new(buffer);
            for (int i = 0; i < 2000; i++) writer.WriteInt32(i);
            writer.WriteDateTime(DateTime.UnixEpoch);
            writer.WriteGuid(Guid.Empty);
            writer.WriteDecimal(1.5m);
            writer.WriteString("a string");
            writer.WriteColumn<int>(column);
            PayloadBuffer.Complete(ref writer);
            WireReader reader = buffer.OpenReader();
            for (int i = 0; i < 2000; i++) sum += reader.ReadInt32();
            sum += reader.ReadDateTime().Ticks;
            sum += reader.ReadGuid() == Guid.Empty ? 1 : 0;
            sum += (long)reader.ReadDecimal();
            reader.Skip();
            buffer.Clear();
        }

        // Less than one object in a round; the pool may lose an array to a collection now and then.
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.InRange(allocated, 0, rounds * 20);
        Assert.NotEqual(0, sum);
    }

    private static void ExactLimit(WriteAction write)
    {
        int size = Wire.Write(write).Length;
        using PayloadBuffer exact = new(size);
        WireWriter writer = new(exact);
        write(ref writer);
        PayloadBuffer.Complete(ref writer);
        Assert.Equal(size, exact.Length);
        Assert.Throws<PayloadTooLargeException>(() =>
        {
            using PayloadBuffer small = new(size - 1);
            WireWriter over = new(small);
            write(ref over);
            PayloadBuffer.Complete(ref over);
        });
    }
}
