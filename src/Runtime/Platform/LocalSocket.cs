namespace ParallelGen.Platform;

/// <summary>
/// A connected local stream socket that blocks. On Linux it is the bare system calls: System.Net.Sockets costs a process that starts
/// several milliseconds and a megabyte for a worker's two connections.
/// </summary>
/// <remarks>
/// Thread-safe as a socket is: one thread may send and one receive at a time, any may shut it down. All members throw
/// <see cref="LocalSocketException"/> where the system reports an error, and <see cref="ObjectDisposedException"/>.
/// </remarks>
internal abstract class LocalSocket : IDisposable
{
    /// <summary>The descriptor or handle, which the socket owns.</summary>
    public abstract nint Handle { get; }

    /// <exception cref="LocalSocketException">Nobody listens there.</exception>
    public static LocalSocket Connect(string path) => OperatingSystem.IsLinux() ? LinuxSocket.Connect(path) : PortableSocket.Connect(path);

    /// <summary>Sends what the socket takes, by one system call, and waits until it takes something.</summary>
    /// <returns>How many bytes of both were sent.</returns>
    public abstract int Send(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> more = default);

    /// <summary>Waits for bytes. 0 at the end of the connection.</summary>
    public abstract int Receive(Span<byte> destination);

    /// <summary>How long <see cref="Receive"/> waits at most; zero: for ever.</summary>
    public abstract void SetReceiveTimeout(TimeSpan timeout);

    /// <summary>Which process is at the other end, by the kernel's word. False where the platform does not tell.</summary>
    public abstract bool TryGetPeer(out int processId);

    /// <summary>Ends the connection in both directions; wakes whoever waits for it.</summary>
    public abstract void Shutdown();

    public abstract void Dispose();
}
