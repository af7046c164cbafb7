using System.Net.Sockets;

namespace ParallelGen.Transport.Sockets;

/// <summary>Whole frames over a blocking stream socket.</summary>
internal static class SocketIO
{
    /// <exception cref="ConnectionLostException">The peer is gone.</exception>
    public static void SendAll(Socket socket, byte[] header, PayloadBuffer payload)
    {
        // One system call for header and payload: a small frame wakes the peer once.
        var pieces = new List<ArraySegment<byte>>(1 + payload.SegmentCount) { header };
        for (int i = 0; i < payload.SegmentCount; i++)
            pieces.Add(payload[i]);
        try
        {
            while (pieces.Count > 0)
                RemoveSent(pieces, socket.Send(pieces, SocketFlags.None));
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            throw new ConnectionLostException("The peer closed the connection.", exception);
        }
    }

    private static void RemoveSent(List<ArraySegment<byte>> pieces, int sent)
    {
        int whole = 0;
        while (whole < pieces.Count && sent >= pieces[whole].Count)
            sent -= pieces[whole++].Count;
        pieces.RemoveRange(0, whole);
        if (sent > 0)
            pieces[0] = pieces[0][sent..];
    }
}
