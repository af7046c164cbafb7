using System.Buffers.Binary;

namespace ParallelGen.Protocol;

/// <summary>
/// The 32 bytes before every payload, little-endian, a multiple of 8 so that payloads in a ring are aligned. Written by the sender once,
/// before the payload; the length by the transport, when the payload is complete.
/// </summary>
/// <remarks>
/// <code>
/// offset  size
///      0     4  Length of the payload that follows
///      4     1  Kind
///      5     1  Flags
///      6     2  Slot: which claim word and item index belong to the request (0 where one request is under way at a time)
///      8     8  CallId
///     16     4  Method: the table's number (as the load message gave it) in the upper half, the method's index in the lower; of an appointment, the worker's id; of a lane's frame, the lane's number
///     20     4  Count: the items of a chunk; of an appointment, the worker's generation; of a lane's frame, how many items, and where one is opened, which argument
///     24     4  FirstItem: the index of a chunk's first item in the source; of a credit, how many bytes were read
///     28     4  Duration: of an answer, how many nanoseconds the request ran (0: not measured; at most 4.29 s)
/// </code>
/// </remarks>
internal readonly record struct FrameHeader(FrameKind Kind, long CallId)
{
    public const int Size = 32;

    public int Length { get; init; }

    public FrameFlags Flags { get; init; }

    public ushort Slot { get; init; }

    public int Method { get; init; }

    public int Count { get; init; }

    public int FirstItem { get; init; }

    public uint Duration { get; init; }

    public void Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteInt32LittleEndian(destination, Length);
        destination[4] = (byte)Kind;
        destination[5] = (byte)Flags;
        BinaryPrimitives.WriteUInt16LittleEndian(destination[6..], Slot);
        BinaryPrimitives.WriteInt64LittleEndian(destination[8..], CallId);
        BinaryPrimitives.WriteInt32LittleEndian(destination[16..], Method);
        BinaryPrimitives.WriteInt32LittleEndian(destination[20..], Count);
        BinaryPrimitives.WriteInt32LittleEndian(destination[24..], FirstItem);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[28..], Duration);
    }

    /// <exception cref="ProtocolException">The bytes are no header.</exception>
    public static FrameHeader Read(ReadOnlySpan<byte> source)
    {
        var header = new FrameHeader((FrameKind)source[4], BinaryPrimitives.ReadInt64LittleEndian(source[8..]))
        {
            Length = BinaryPrimitives.ReadInt32LittleEndian(source),
            Flags = (FrameFlags)source[5],
            Slot = BinaryPrimitives.ReadUInt16LittleEndian(source[6..]),
            Method = BinaryPrimitives.ReadInt32LittleEndian(source[16..]),
            Count = BinaryPrimitives.ReadInt32LittleEndian(source[20..]),
            FirstItem = BinaryPrimitives.ReadInt32LittleEndian(source[24..]),
            Duration = BinaryPrimitives.ReadUInt32LittleEndian(source[28..]),
        };
        if (header.Length < 0 || header.Count < 0 || header.FirstItem < 0)
            throw new ProtocolException($"A frame header is malformed: length {header.Length}, count {header.Count}, first item {header.FirstItem}.");
        return header;
    }
}
