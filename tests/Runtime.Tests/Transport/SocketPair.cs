using ParallelGen.Platform;

namespace ParallelGen.Tests.Transport;

/// <summary>Two connected local sockets.</summary>
internal static class SocketPair
{
    /// <param name="isPortable">Whether they are the framework's, as on systems without an implementation of their own.</param>
    public static (LocalSocket First, LocalSocket Second) Create(bool isPortable = false)
    {
        string folder = Directory.CreateTempSubdirectory("pair-").FullName;
        try
        {
            string path = Path.Combine(folder, "s");
            using LocalListener listener = isPortable ? new PortableListener(path) : LocalListener.Listen(path);
            LocalSocket first = isPortable ? PortableSocket.Connect(path) : LocalSocket.Connect(path);
            return (first, listener.Accept()!);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
