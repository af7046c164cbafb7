using System.Diagnostics;
using ParallelGen.Platform;

namespace ParallelGen.Supervision.Launch;

/// <summary>
/// Where one new worker meets its parent: a socket in a directory that only this user can enter. On Linux both are gone from the disk before the
/// worker hears of them; elsewhere worker and parent both remove them as soon as the worker has connected, or the other is gone.
/// </summary>
internal sealed class Rendezvous : IDisposable
{
    // sockaddr_un holds 108 bytes on Linux and 104 on macOS, with the closing NUL.
    private const int MaxPathBytes = 103;

    private readonly LocalListener _listener;
    private readonly NamelessSocket? _nameless;

    public Rendezvous()
    {
        SocketPath = Path.Combine(CreateDirectory(), "w");
        try
        {
            _listener = LocalListener.Listen(SocketPath);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(SocketPath, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            _nameless = NamelessSocket.TryOpen(SocketPath);
            if (_nameless is null)
                return;
            RendezvousDirectory.Remove(SocketPath);
            SocketPath = _nameless.Path;
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public string SocketPath { get; }

    /// <summary>Waits for the process's next connection, and turns strangers away.</summary>
    /// <returns>Null when the process has ended, or the time is over.</returns>
    public LocalSocket? Accept(Process process, long deadline, CancellationToken shutdown)
    {
        while (true)
        {
            shutdown.ThrowIfCancellationRequested();
            if (_listener.Accept() is not { } socket)
            {
                if (process.HasExited || Stopwatch.GetTimestamp() > deadline)
                    return null;
                continue;
            }
            if (!IsStranger(socket, process))
                return socket;
            socket.Dispose();
        }
    }

    public void Dispose()
    {
        _listener?.Dispose();
        _nameless?.Dispose();
        RendezvousDirectory.Remove(SocketPath);
    }

    private static bool IsStranger(LocalSocket socket, Process process)
    {
        try
        {
            return socket.TryGetPeer(out int peer) && peer != process.Id;
        }
        catch (LocalSocketException)
        {
            return true; // gone again
        }
    }

    // The temporary directory may be too deep, or read-only; a fallback is tried before that is an error.
    private static string CreateDirectory()
    {
        Exception? failure = null;
        string own = Path.GetFullPath(Path.GetTempPath()); // a worker may have another working directory
        string[] candidates = OperatingSystem.IsWindows() ? [own] : [own, Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR") ?? own, "/tmp", "/dev/shm", "/var/tmp"];
        foreach (string candidate in candidates)
        {
            string directory = Path.Combine(candidate, RendezvousDirectory.Prefix + Path.GetRandomFileName()[..8]);
            if (System.Text.Encoding.UTF8.GetByteCount(directory) + 2 > MaxPathBytes || !Directory.Exists(candidate))
                continue;
            try
            {
                if (OperatingSystem.IsWindows())
                    Directory.CreateDirectory(directory);
                else
                    Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
                return directory;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                failure = exception;
            }
        }
        throw new WorkerStartException(
            $"There is no directory for the socket of a worker: tried {string.Join(", ", candidates.Distinct())}. Set TMPDIR to a short path that can be written to.", failure);
    }
}
