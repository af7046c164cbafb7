using System.Net.Sockets;

namespace ParallelGen.Supervision.Launch;

/// <summary>Which process is at the other end of a local socket, by the kernel's word.</summary>
internal static class PeerCredentials
{
    /// <summary>False where the platform does not tell; the secret decides alone there.</summary>
    public static bool TryGetProcessId(Socket socket, out int processId)
    {
        processId = 0;
        if (OperatingSystem.IsLinux())
        {
            // struct ucred { pid, uid, gid }
            const int solSocket = 1, soPeerCred = 17;
            Span<byte> credentials = stackalloc byte[12];
            socket.GetRawSocketOption(solSocket, soPeerCred, credentials);
            processId = BitConverter.ToInt32(credentials);
            return true;
        }
        if (OperatingSystem.IsMacOS())
        {
            const int solLocal = 0, localPeerPid = 2;
            Span<byte> peer = stackalloc byte[4];
            socket.GetRawSocketOption(solLocal, localPeerPid, peer);
            processId = BitConverter.ToInt32(peer);
            return true;
        }
        return false;
    }
}
