using ParallelGen.Protocol;
using ParallelGen.Transport;
using ParallelGen.Transport.SharedMemory;

namespace ParallelGen.Tests.Transport;

/// <summary>Payloads of any size go through a ring of any size.</summary>
public sealed class StreamTests : SharedMemoryTest
{
    // Of a bin32.
    private const int BlockHeader = 5;

    public static TheoryData<int, int> Sizes()
    {
        var sizes = new HashSet<(int Ring, int Size)>(); // some come out of two offsets
        foreach (int ring in (int[])[SegmentLayout.SmallestRingCapacity, SharedMemoryPair.SmallRing, SegmentLayout.DefaultRingCapacity])
        {
            foreach (int around in (int[])[0, 1, ring / 8, ring / 4, ring / 2, ring - FrameHeader.Size - BlockHeader, ring - FrameHeader.Size, ring, 2 * ring])
            {
                foreach (int offset in (int[])[-9, -1, 0, 1, 9])
                {
                    if (around + offset >= 0)
                        sizes.Add((ring, around + offset));
                }
            }
            sizes.Add((ring, 64 << 20));
        }
        var data = new TheoryData<int, int>();
        foreach ((int ring, int size) in sizes)
            data.Add(ring, size);
        return data;
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public async Task Every_size_arrives_both_ways(int ring, int size)
    {
        (ParentConnection parent, WorkerConnection worker) = Pair(ring);
        byte[] data = Bytes(size);
        Task echo = Start(() =>
        {
            (FrameHeader header, byte[]? payload) = Receive(worker);
            Send(worker, Result(header.CallId), payload!);
        });
        Send(parent, Call(7), data);
        (FrameHeader answer, byte[]? echoed) = Receive(parent);
        Assert.Equal(7, answer.CallId);
        Assert.True(data.AsSpan().SequenceEqual(echoed));
        await echo;
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_gibibyte_arrives(bool isUp)
    {
        Assert.SkipUnless(TestScale.IsFull, "Takes half a minute and gigabytes of memory.");
        (ParentConnection parent, WorkerConnection worker) = Pair(SegmentLayout.DefaultRingCapacity);
        byte[] data = new byte[1 << 30];
        // Something else in each page and each piece.
        for (int i = 0; i < data.Length; i += 1_021)
            data[i] = (byte)(i >> 10);
        Task sender = Start(() => Send(isUp ? worker : parent, isUp ? Result(1) : Call(1), data));
        Assert.True(data.AsSpan().SequenceEqual(Receive(isUp ? parent : worker).Payload));
        await sender;
    }

    [Fact]
    public async Task Frames_of_all_sizes_wrap_round_the_ring_in_order()
    {
        (ParentConnection parent, WorkerConnection worker) = Pair();
        const int frames = 20_000;
        Task sender = Start(() =>
        {
            var random = new Random(5);
            for (int i = 0; i < frames; i++)
                Send(worker, Result(i), Bytes(NextSize(random), i));
        });
        var sizes = new Random(5);
        for (int i = 0; i < frames; i++)
        {
            (FrameHeader header, byte[]? payload) = Receive(parent);
            Assert.Equal(i, header.CallId);
            Assert.True(Bytes(NextSize(sizes), i).AsSpan().SequenceEqual(payload));
        }
        await sender;

        // Mostly small, some larger than the ring.
        static int NextSize(Random random) => random.Next(50) == 0 ? random.Next(5 * SharedMemoryPair.SmallRing) : random.Next(200);
    }

    [Fact]
    public async Task Both_directions_stream_at_once()
    {
        (ParentConnection parent, WorkerConnection worker) = Pair();
        const int frames = 30;
        byte[] data = Bytes(1_000_000);
        Task fromParent = Start(() =>
        {
            for (int i = 0; i < frames; i++)
                Send(parent, new FrameHeader(FrameKind.LoadAssembly, i), data);
        });
        Task fromWorker = Start(() =>
        {
            for (int i = 0; i < frames; i++)
                Send(worker, Result(i), data);
        });
        Task atWorker = Start(() => ReceiveAll(worker));
        ReceiveAll(parent);
        await Task.WhenAll(fromParent, fromWorker, atWorker);

        void ReceiveAll(Connection connection)
        {
            for (int i = 0; i < frames; i++)
                Assert.True(data.AsSpan().SequenceEqual(Receive(connection).Payload));
        }
    }

    [Fact]
    public async Task Values_of_all_kinds_stream()
    {
        (ParentConnection parent, WorkerConnection worker) = Pair(SegmentLayout.SmallestRingCapacity);
        string text = new('\u00fc', 300_000);
        double[] numbers = [.. Enumerable.Range(0, 50_000).Select(i => i / 3.0)];
        const int rows = 20_000;
        Task sender = Start(() =>
        {
            WireWriter writer = worker.BeginFrame(Result(1));
            writer.WriteArrayHeader(rows);
            for (int i = 0; i < rows; i++)
                writer.WriteString("row " + i);
            writer.WriteString(text);
            writer.WriteRaw(numbers);
            writer.WriteString(text[..2_000]);
            worker.EndFrame(ref writer);
            worker.Flush();
        });
        Assert.True(parent.Receive(out _));
        WireReader reader = parent.OpenPayload();
        Assert.Equal(rows, reader.ReadArrayHeader());
        for (int i = 0; i < rows; i++)
            Assert.Equal("row " + i, reader.ReadString());
        Assert.Equal(text, reader.ReadString());
        Assert.Equal(numbers, reader.ReadRaw<double>());
        Assert.False(reader.End);
        Assert.Equal(text[..2_000], reader.ReadString());
        Assert.True(reader.End);
        Assert.Equal(0, reader.Remaining);
        parent.ReleasePayload();
        await sender;
    }

    [Fact]
    public async Task Nothing_is_sent_of_a_column_before_it_is_filled()
    {
        (ParentConnection parent, WorkerConnection worker) = Pair();
        foreach (int count in (int[])[10, 1_000, 100_000])
        {
            Task sender = Start(() =>
            {
                WireWriter writer = worker.BeginFrame(Result(1));
                Span<int> column = writer.ReserveColumn<int>(count);
                Assert.False(parent.HasFrame);
                for (int i = 0; i < count; i++)
                    column[i] = i;
                writer.WriteString("after");
                Assert.False(parent.HasFrame);
                worker.EndFrame(ref writer);
                worker.Flush();
            });
            Assert.True(parent.Receive(out _));
            WireReader reader = parent.OpenPayload();
            Assert.Equal(Enumerable.Range(0, count), reader.ReadRaw<int>());
            Assert.Equal("after", reader.ReadString());
            Assert.True(reader.End);
            parent.ReleasePayload();
            await sender;
        }
    }

    [Theory]
    [InlineData(10)]
    [InlineData(5_000)]
    [InlineData(200_000)]
    public async Task A_row_can_be_taken_back_whatever_its_size(int length)
    {
        (ParentConnection parent, WorkerConnection worker) = Pair();
        Task sender = Start(() =>
        {
            WireWriter writer = worker.BeginFrame(Result(1));
            for (int i = 0; i < 20; i++)
            {
                WireMark mark = writer.Mark();
                writer.WriteString(new string('x', length));
                writer.Rewind(mark);
                writer.WriteInt32(i);
            }
            worker.EndFrame(ref writer);
            worker.Flush();
        });
        Assert.True(parent.Receive(out _));
        WireReader reader = parent.OpenPayload();
        for (int i = 0; i < 20; i++)
            Assert.Equal(i, reader.ReadInt32());
        Assert.True(reader.End);
        parent.ReleasePayload();
        await sender;
    }

    [Fact]
    public async Task A_claim_of_more_elements_than_are_trusted_is_believed_when_they_are_there()
    {
        (ParentConnection parent, WorkerConnection worker) = Pair(SegmentLayout.DefaultRingCapacity);
        const int count = (int)SharedMemoryConnection.TrustedElements + 1_000;
        Task sender = Start(() =>
        {
            WireWriter writer = worker.BeginFrame(Result(1));
            writer.WriteArrayHeader(count);
            for (int i = 0; i < count; i++)
                writer.WriteInt32(i & 127);
            writer.WriteString("end");
            worker.EndFrame(ref writer);
            worker.Flush();
        });
        Assert.True(parent.Receive(out _));
        WireReader reader = parent.OpenPayload();
        Assert.Equal(count, reader.ReadArrayHeader());
        int wrong = 0;
        for (int i = 0; i < count; i++)
            wrong += reader.ReadInt32() == (i & 127) ? 0 : 1;
        Assert.Equal(0, wrong);
        Assert.Equal("end", reader.ReadString());
        Assert.True(reader.End);
        parent.ReleasePayload();
        await sender;
        Send(worker, Result(2), [1]);
        Assert.Equal(2, Receive(parent).Header.CallId);
    }

    [Fact]
    public async Task A_stream_that_ends_within_a_value_is_malformed()
    {
        (ParentConnection parent, WorkerConnection worker) = Pair();
        Task sender = Start(() =>
        {
            // Elements are claimed that never come; of a raw block in place of the last, the end is missing.
            WireWriter writer = worker.BeginFrame(Result(1));
            writer.WriteArrayHeader(1_000);
            for (int i = 0; i < 10; i++)
                writer.WriteBytes(new byte[SharedMemoryPair.SmallRing]);
            worker.EndFrame(ref writer);
            worker.Flush();
            Send(worker, Result(2), [1]);
        });
        Assert.True(parent.Receive(out _));
        Assert.Throws<CallSerializationException>(() =>
        {
            WireReader reader = parent.OpenPayload();
            int count = reader.ReadArrayHeader();
            for (int i = 0; i < count; i++)
                reader.ReadBytes();
        });
        parent.ReleasePayload();
        Assert.Equal(2, Receive(parent).Header.CallId);
        await sender;
    }

    [Fact]
    public async Task A_block_is_not_made_room_for_on_a_claim_alone()
    {
        (ParentConnection parent, WorkerConnection worker) = Pair();
        Task sender = Start(() =>
        {
            WireWriter writer = worker.BeginFrame(Result(1));
            // A bin32 of nearly 2 GiB of which 100 KiB come.
            writer.WriteEncoded(Encoded([0xC6, 0x7F, 0xFF, 0xFF, 0x00]));
            writer.WriteEncoded(Encoded(new byte[100_000]));
            worker.EndFrame(ref writer);
            worker.Flush();
        });
        Assert.True(parent.Receive(out _));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<CallSerializationException>(() =>
        {
            WireReader reader = parent.OpenPayload();
            reader.ReadBytes();
        });
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, SharedMemoryConnection.TrustedBytes + 1_000_000);
        parent.ReleasePayload();
        await sender;

        static PayloadBuffer Encoded(byte[] bytes)
        {
            var buffer = new PayloadBuffer();
            buffer.Append(bytes);
            return buffer;
        }
    }
}
