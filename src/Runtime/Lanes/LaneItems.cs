using System.Buffers;

namespace ParallelGen.Lanes;

/// <summary>The encoded items of one frame, in pooled memory.</summary>
internal readonly record struct LaneItems(byte[] Bytes, int Length, int Count)
{
    private const int FirstStep = 1024 * 1024;

    /// <summary>Takes the payload of the frame that was received.</summary>
    /// <exception cref="ProtocolException">The frame can't have so many items.</exception>
    public static LaneItems Receive(Connection connection, in FrameHeader header)
    {
        if (header.Count < 1 || header.Count > header.Length)
            throw new ProtocolException($"A frame of {header.Length} bytes claims to have {header.Count} items.");
        WireReader reader = connection.OpenPayload();
        byte[] array = [];
        // A claim is not believed: room grows with what really arrives.
        for (int room = 0; room < header.Length;)
        {
            int next = Math.Min(header.Length, Math.Max(FirstStep, (int)Math.Min(4L * room, Array.MaxLength)));
            byte[] larger = ArrayPool<byte>.Shared.Rent(next);
            array.AsSpan(0, room).CopyTo(larger);
            if (room > 0)
                ArrayPool<byte>.Shared.Return(array);
            array = larger;
            reader.CopyTo(array.AsSpan(room, next - room));
            room = next;
        }
        return new LaneItems(array, header.Length, header.Count);
    }

    public void Return()
    {
        if (Bytes is not null)
            ArrayPool<byte>.Shared.Return(Bytes);
    }
}
