using System.Net.Sockets;

namespace ParallelGen.Platform;

/// <summary>A local socket of the framework, for the systems that have no implementation of their own.</summary>
internal sealed class PortableSocket(Socket socket) : LocalSocket
{
    private const int BufferSize = 256 * 1024; // more than is sent without a thread that may wait

    public override nint Handle => socket.Handle;

    public static new PortableSocket Connect(string path) => Try(path, static path =>
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Connect(new UnixDomainSocketEndPoint(path));
        return Of(socket);
    });

    /// <summary>A socket that was just connected.</summary>
    public static PortableSocket Of(Socket socket)
    {
        if (OperatingSystem.IsMacOS()) // which gives it 8 KiB
            socket.SendBufferSize = socket.ReceiveBufferSize = BufferSize;
        return new PortableSocket(socket);
    }

    public override int Send(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> more = default)
    {
        // Small frames go in one call, which wakes the peer once.
        const int small = 1024;
        Span<byte> both = stackalloc byte[small];
        scoped ReadOnlySpan<byte> next = bytes.IsEmpty ? more : bytes;
        if (!more.IsEmpty && bytes.Length + more.Length <= small)
        {
            bytes.CopyTo(both);
            more.CopyTo(both[bytes.Length..]);
            next = both[..(bytes.Length + more.Length)];
        }
        int sent = socket.Send(next, SocketFlags.None, out SocketError error);
        return error is SocketError.Success ? sent : throw Failure(new SocketException((int)error));
    }

    public override int Receive(Span<byte> destination)
    {
        int received = socket.Receive(destination, SocketFlags.None, out SocketError error);
        return error is SocketError.Success ? received : throw Failure(new SocketException((int)error));
    }

    public override void SetReceiveTimeout(TimeSpan timeout) => Try((socket, timeout), static asked =>
        asked.socket.ReceiveTimeout = (int)Math.Min(asked.timeout.TotalMilliseconds, int.MaxValue));

    public override bool TryGetPeer(out int processId)
    {
        if (!OperatingSystem.IsMacOS())
        {
            processId = 0; // the secret decides alone there
            return false;
        }
        processId = Try(socket, static socket =>
        {
            const int solLocal = 0, localPeerPid = 2;
            Span<byte> peer = stackalloc byte[sizeof(int)];
            socket.GetRawSocketOption(solLocal, localPeerPid, peer);
            return BitConverter.ToInt32(peer);
        });
        return true;
    }

    public override void Shutdown() => Try(socket, static socket =>
    {
        socket.Shutdown(SocketShutdown.Both);
        return true;
    });

    public override void Dispose() => socket.Dispose();

    internal static TResult Try<TSource, TResult>(TSource source, Func<TSource, TResult> action)
    {
        try
        {
            return action(source);
        }
        catch (SocketException exception)
        {
            throw Failure(exception);
        }
    }

    private static LocalSocketException Failure(SocketException exception) => new(exception.Message, exception);
}
