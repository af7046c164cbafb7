using System.Net.Sockets;

namespace ParallelGen.Tests.Transport;

/// <summary>Two connected local sockets.</summary>
internal static class SocketPair
{
    public static (Socket First, Socket Second) Create()
    {
        string folder = Directory.CreateTempSubdirectory("pair-").FullName;
        try
        {
            var endPoint = new UnixDomainSocketEndPoint(Path.Combine(folder, "s"));
            using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            listener.Bind(endPoint);
            listener.Listen();
            var first = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            first.Connect(endPoint);
            return (first, listener.Accept());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
