using System.Buffers.Binary;
using ParallelGen.Platform;

namespace ParallelGen.Transport.SharedMemory;

/// <summary>
/// The one message that follows the handshake on the calls channel: the parent offers a segment, or says that calls travel over the socket.
/// To an offer the worker answers whether it can use the segment.
/// </summary>
/// <remarks>
/// <code>
/// offset  size
///      0     1  1: a segment, whose descriptor comes with the message or whose name is below; 0: the socket
///      1     1  spin policy
///      2     1  1: the size of the segment is sealed
///      3     1  reserved, 0
///      4     4  bytes of a ring
///      8     4  cores of the parent
///     12     4  bytes of the name
///     16   112  name
/// </code>
/// The answer is one byte, the length of the text that follows: why the worker can't use the segment; 0 when it can.
/// </remarks>
internal sealed record SegmentOffer(SpinPolicy SpinPolicy, int Processors, int RingCapacity, bool IsSealed, string Name, int Descriptor)
{
    private const int MessageSize = 128;
    private const int NameOffset = 16;

    /// <summary>Whether there is a segment.</summary>
    public bool HasSegment => RingCapacity > 0;

    public static SegmentOffer Of(Segment? segment, SpinPolicy spinPolicy) => segment is null
        ? new SegmentOffer(spinPolicy, Environment.ProcessorCount, 0, false, "", -1)
        : new SegmentOffer(spinPolicy, Environment.ProcessorCount, segment.Layout.RingCapacity, segment.Memory.IsSealed, segment.Memory.Name, segment.Memory.Descriptor);

    public void Send(LocalSocket socket)
    {
        Span<byte> message = stackalloc byte[MessageSize];
        message.Clear();
        message[0] = HasSegment ? (byte)1 : (byte)0;
        message[1] = (byte)SpinPolicy;
        message[2] = IsSealed ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteInt32LittleEndian(message[4..], RingCapacity);
        BinaryPrimitives.WriteInt32LittleEndian(message[8..], Processors);
        BinaryPrimitives.WriteInt32LittleEndian(message[12..], System.Text.Encoding.UTF8.GetBytes(Name, message[NameOffset..]));
        if (Descriptor < 0)
            socket.Send(message);
        else
            DescriptorPassing.Send(socket, message, Descriptor);
    }

    public static SegmentOffer Receive(LocalSocket socket)
    {
        Span<byte> message = stackalloc byte[MessageSize];
        int descriptor = -1;
        if (OperatingSystem.IsWindows())
            ReceiveAll(socket, message);
        else
            descriptor = DescriptorPassing.Receive(socket, message);
        int nameLength = BinaryPrimitives.ReadInt32LittleEndian(message[12..]);
        return new SegmentOffer((SpinPolicy)message[1], BinaryPrimitives.ReadInt32LittleEndian(message[8..]),
            message[0] == 0 ? 0 : BinaryPrimitives.ReadInt32LittleEndian(message[4..]), message[2] != 0,
            System.Text.Encoding.UTF8.GetString(message.Slice(NameOffset, nameLength)), descriptor);
    }

    /// <summary>Maps the segment that was offered.</summary>
    /// <exception cref="SegmentException">It can't be used.</exception>
    public Segment Open()
    {
        if (OperatingSystem.IsWindows())
            return Segment.Open(WindowsSegment.Open(Name), RingCapacity);
        if (Descriptor < 0)
            throw new SegmentException("No descriptor came with the segment: too many files are open.");
        return Segment.Open(PosixSegment.Open(Descriptor, new SegmentLayout(RingCapacity).Size, IsSealed), RingCapacity);
    }

    /// <param name="socket">The calls channel.</param>
    /// <param name="problem">Why the segment can't be used; empty when it can.</param>
    public static void SendAnswer(LocalSocket socket, string problem)
    {
        Span<byte> answer = stackalloc byte[1 + byte.MaxValue];
        System.Text.Unicode.Utf8.FromUtf16(problem, answer[1..], out _, out int length);
        answer[0] = (byte)length;
        socket.Send(answer[..(1 + length)]);
    }

    /// <summary>Gives what <see cref="SendAnswer"/> was given.</summary>
    public static string ReceiveAnswer(LocalSocket socket)
    {
        Span<byte> answer = stackalloc byte[byte.MaxValue];
        ReceiveAll(socket, answer[..1]);
        Span<byte> problem = answer[..answer[0]];
        ReceiveAll(socket, problem);
        return System.Text.Encoding.UTF8.GetString(problem);
    }

    private static void ReceiveAll(LocalSocket socket, Span<byte> message)
    {
        while (message.Length > 0)
        {
            int received = socket.Receive(message);
            if (received == 0)
                throw new ProtocolException("The peer closed the connection before the transport was agreed on.");
            message = message[received..];
        }
    }
}
