using ParallelGen.Platform;

namespace ParallelGen.Transport.Sockets;

/// <summary>Whole frames over a blocking stream socket.</summary>
internal static class SocketIO
{
    /// <exception cref="ConnectionLostException">The peer is gone.</exception>
    public static void SendAll(LocalSocket socket, ReadOnlySpan<byte> header, PayloadBuffer payload)
    {
        try
        {
            // One system call for header and payload: a small frame wakes the peer once.
            ReadOnlySpan<byte> first = payload.SegmentCount > 0 ? payload[0] : default;
            SendBoth(socket, header, first);
            for (int i = 1; i < payload.SegmentCount; i++)
                SendBoth(socket, payload[i], default);
        }
        catch (Exception exception) when (exception is LocalSocketException or ObjectDisposedException)
        {
            throw new ConnectionLostException("The peer closed the connection.", exception);
        }
    }

    private static void SendBoth(LocalSocket socket, ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> more)
    {
        while (bytes.Length + more.Length > 0)
        {
            int sent = socket.Send(bytes, more);
            int ofBytes = Math.Min(sent, bytes.Length);
            bytes = bytes[ofBytes..];
            more = more[(sent - ofBytes)..];
        }
    }
}
