using System.Net.Sockets;

namespace ParallelGen.Platform;

/// <summary>A listener of the framework.</summary>
internal sealed class PortableListener : LocalListener
{
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

    public PortableListener(string path)
    {
        try
        {
            PortableSocket.Try((_socket, path), static listener =>
            {
                listener._socket.Bind(new UnixDomainSocketEndPoint(listener.path));
                listener._socket.Listen(16);
                return true;
            });
        }
        catch
        {
            _socket.Dispose();
            throw;
        }
    }

    public override LocalSocket? Accept() => PortableSocket.Try(_socket, static socket =>
        socket.Poll(WaitTime, SelectMode.SelectRead) ? PortableSocket.Of(socket.Accept()) : null);

    public override void Dispose() => _socket.Dispose();
}
