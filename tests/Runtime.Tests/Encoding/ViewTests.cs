using System.Buffers;
using ParallelGen.Encoding;

namespace ParallelGen.Tests.Encoding;

/// <summary>Views in the payload itself, and what becomes of them when the call is over.</summary>
public sealed class ViewTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(100_000)]
    public void Elements_come_back_as_they_were_however_the_payload_is_cut(int count)
    {
        double[] values = [.. Enumerable.Range(0, count).Select(number => number / 2.0)];
        byte[] bytes = Array.ConvertAll(values, value => (byte)value);
        byte[] payload = Wire.Write((ref WireWriter writer) =>
        {
            writer.WriteView<double>(values);
            writer.WriteInt32(5);
            writer.WriteView<byte>(bytes);
        });
        Wire.Read(payload, static (ref WireReader reader) => (reader.ReadView<double>().ToArray(), reader.ReadInt32(), reader.ReadView<byte>().ToArray()), Check);
        Wire.Read(payload, static (ref WireReader reader) =>
            (reader.ReadMemory<double>().Memory.ToArray(), reader.ReadInt32(), reader.ReadMemory<byte>().Memory.ToArray()), Check);

        void Check((double[] Values, int Between, byte[] Bytes) read)
        {
            Assert.Equal(values, read.Values);
            Assert.Equal(5, read.Between);
            Assert.Equal(bytes, read.Bytes);
        }
    }

    [Fact]
    public unsafe void Elements_are_aligned_wherever_the_payload_begins()
    {
        double[] values = [1, 2, 3];
        byte[] payload = Wire.Write((ref WireWriter writer) => writer.WriteView<double>(values));
        byte[] room = new byte[payload.Length + sizeof(double)];
        for (int start = 0; start < sizeof(double); start++)
        {
            payload.CopyTo(room.AsSpan(start));
            var reader = new WireReader(room.AsSpan(start, payload.Length));
            ReadOnlySpan<double> view = reader.ReadView<double>();
            Assert.Equal(values, view.ToArray());
            fixed (double* first = view)
                Assert.Equal(0, (nint)first % sizeof(double));
        }
    }

    [Fact]
    public unsafe void A_memory_that_has_ended_says_so()
    {
        long* place = stackalloc long[4] { 1, 2, 3, 4 };
        foreach (CallMemory<long> memory in (CallMemory<long>[])[new(place, 4), new([1, 2, 3, 4])])
        {
            ReadOnlyMemory<long> view = memory.Memory, part = view[1..3];
            Assert.Equal([2, 3], part.Span.ToArray());
            using (MemoryHandle pinned = part.Pin())
                Assert.Equal(2, *(long*)pinned.Pointer);
            memory.End();
            Assert.Equal(2, part.Length);
            Assert.Throws<ObjectDisposedException>(() => part.Span.Length);
            Assert.Throws<ObjectDisposedException>(() => view.ToArray());
            Assert.Throws<ObjectDisposedException>(() => view.Pin());
            Assert.Contains("Keep a copy of it", Assert.Throws<ObjectDisposedException>(() => view.Span.Length).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_shared_array_can_not_be_a_result()
    {
        using SharedArray<int> array = SharedArray.Create<int>(1);
        Assert.Throws<CallSerializationException>(() => Wire.Write((ref WireWriter writer) => writer.WriteShared(array)));
        Assert.Equal([0xC0], Wire.Write((ref WireWriter writer) => writer.WriteShared<int>(null)));
    }
}
