using System.Buffers.Binary;
using ParallelGen.Platform;

namespace ParallelGen.Protocol;

/// <summary>
/// The first bytes on every connection, before any frame. The worker proves that it is the process that the parent started by the token
/// that it got over standard input; the parent answers with a token of its own, so that a worker serves nobody else.
/// </summary>
/// <remarks>
/// <code>
/// offset  size
///      0     4  magic "PGEN"
///      4     2  protocol version
///      6     1  channel
///      7     1  reserved, 0
///      8    32  token
/// </code>
/// </remarks>
internal static class Handshake
{
    public const ushort Version = 6;
    public const int TokenSize = 32;

    private const int MessageSize = 8 + TokenSize;
    private const uint Magic = 0x4E454750; // "PGEN" read as a little-endian number

    /// <summary>Sends the message; blocks.</summary>
    public static void Send(LocalSocket socket, Channel channel, ReadOnlySpan<byte> token)
    {
        Span<byte> message = stackalloc byte[MessageSize];
        message.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(message, Magic);
        BinaryPrimitives.WriteUInt16LittleEndian(message[4..], Version);
        message[6] = (byte)channel;
        token.CopyTo(message[8..]);
        socket.Send(message);
    }

    /// <summary>Receives and checks the message; blocks as long as the socket's receive timeout allows.</summary>
    /// <exception cref="ProtocolException">The message is not the one expected.</exception>
    public static void Receive(LocalSocket socket, Channel channel, ReadOnlySpan<byte> expectedToken)
    {
        Span<byte> message = stackalloc byte[MessageSize];
        for (int received = 0; received < message.Length;)
        {
            int count = socket.Receive(message[received..]);
            if (count == 0)
                throw new ProtocolException("The peer closed the connection during the handshake.");
            received += count;
        }
        if (BinaryPrimitives.ReadUInt32LittleEndian(message) != Magic)
            throw new ProtocolException("The peer does not speak this protocol.");
        ushort version = BinaryPrimitives.ReadUInt16LittleEndian(message[4..]);
        if (version != Version)
            throw new ProtocolException($"The peer speaks protocol version {version}, this side version {Version}: two versions of ParallelGen meet.");
        if (!SameToken(message[8..], expectedToken))
            throw new ProtocolException("The peer does not know the secret of this worker.");
        if (message[6] != (byte)channel)
            throw new ProtocolException($"The peer opened channel {message[6]} where {channel} was expected.");
    }

    // Takes the same time wherever the difference is; and loads no cryptography assembly into a worker that is about to start.
    private static bool SameToken(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        int difference = left.Length ^ right.Length;
        for (int i = 0; i < TokenSize; i++)
            difference |= left[i] ^ right[i];
        return difference == 0;
    }
}
