namespace ParallelGen.Tests.Encoding;

/// <summary>Writes and reads payloads in all the ways that must make no difference.</summary>
internal static class Wire
{
    internal static readonly int[] PieceSizes = [1, 2, 3, 7, 16, 61, 4093];

    /// <summary>The bytes that the writer gives, the same whatever the sink.</summary>
    internal static byte[] Write(WriteAction write)
    {
        byte[] bytes = WriteInto(new StingySink(more: 0), write);
        Assert.Equal(bytes, WriteInto(new StingySink(more: 1_000_000), write));

        using PayloadBuffer buffer = new();
        WireWriter writer = new(buffer);
        write(ref writer);
        PayloadBuffer.Complete(ref writer);
        Assert.Equal(bytes, Bytes(buffer));
        return bytes;
    }

    internal static byte[] Bytes(PayloadBuffer buffer)
    {
        List<byte> bytes = [];
        for (int i = 0; i < buffer.SegmentCount; i++) bytes.AddRange(buffer[i].AsSpan());
        Assert.Equal(buffer.Length, bytes.Count);
        return [.. bytes];
    }

    /// <summary>Reads all of a payload, in one piece and in pieces of many sizes; hands each result to the check.</summary>
    internal static void Read<T>(byte[] payload, ReadAction<T> read, Action<T> check)
    {
        WireReader whole = new(Guarded(payload));
        check(read(ref whole));
        AssertEnd(ref whole);
        foreach (int size in PieceSizes)
        {
            // A megabyte in single bytes shows nothing that a kilobyte does not.
            if (payload.Length / size > 100_000) continue;
            WireReader pieces = PieceSource.Open(payload, size);
            check(read(ref pieces));
            AssertEnd(ref pieces);
        }
    }

    /// <summary>Reads all of a payload that holds one value, and skips it.</summary>
    internal static void ReadOne<T>(byte[] payload, ReadAction<T> read, Action<T> check)
    {
        Read(payload, read, check);
        Read(payload, static (ref WireReader reader) => SkipOne(ref reader), static _ => { });
    }

    internal static void RoundTrip<T>(T value, WriteAction write, ReadAction<T> read) =>
        ReadOne(Write(write), read, actual => Assert.Equal(value, actual));

    /// <summary>Checks that reading fails as it must, in one piece and in pieces.</summary>
    internal static void Fails<T>(byte[] payload, ReadAction<T> read)
    {
        Assert.Throws<CallSerializationException>(() =>
        {
            WireReader whole = new(Guarded(payload));
            read(ref whole);
        });
        foreach (int size in PieceSizes)
        {
            Assert.Throws<CallSerializationException>(() =>
            {
                WireReader pieces = PieceSource.Open(payload, size);
                read(ref pieces);
            });
        }
    }

    /// <summary>A copy, in memory where reading on past the end is noticed.</summary>
    internal static ReadOnlySpan<byte> Guarded(ReadOnlySpan<byte> payload)
    {
        Span<byte> copy = GuardedMemory.End(payload.Length);
        payload.CopyTo(copy);
        return copy;
    }

    internal static byte[] Hex(string text) => Convert.FromHexString(text.Replace("-", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal));

    private static byte[] WriteInto(StingySink sink, WriteAction write)
    {
        // Eight bytes first: they change no alignment, and what follows finds a span with room, if the sink gives any.
        WireWriter writer = new(sink);
        for (int i = 0; i < 8; i++) writer.WriteNil();
        write(ref writer);
        long length = writer.Length;
        writer.Finish();
        byte[] bytes = sink.ToArray();
        Assert.Equal(bytes.Length, length);
        return bytes[8..];
    }

    private static bool SkipOne(ref WireReader reader)
    {
        reader.Skip();
        return true;
    }

    private static void AssertEnd(ref WireReader reader)
    {
        Assert.Equal(0, reader.Remaining);
        Assert.True(reader.End);
    }
}
