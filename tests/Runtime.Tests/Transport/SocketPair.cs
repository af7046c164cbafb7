using ParallelGen.Platform;

namespace ParallelGen.Tests.Transport;

/// <summary>Two connected local sockets.</summary>
internal static class SocketPair
{
    public static (LocalSocket First, LocalSocket Second) Create()
    {
        string folder = Directory.CreateTempSubdirectory("pair-").FullName;
        try
        {
            string path = Path.Combine(folder, "s");
            using LocalListener listener = LocalListener.Listen(path);
            LocalSocket first = LocalSocket.Connect(path);
            return (first, listener.Accept()!);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
