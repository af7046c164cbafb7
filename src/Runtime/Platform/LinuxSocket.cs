using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ParallelGen.Platform;

/// <summary>A local socket by Linux's system calls.</summary>
internal sealed unsafe partial class LinuxSocket(SafeFileHandle handle) : LocalSocket
{
    public const int CloseOnExec = 0x80000; // SOCK_CLOEXEC
    public const int AddressSize = 2 + 108; // struct sockaddr_un

    public const int Interrupted = 4; // EINTR
    public const int Again = 11; // EAGAIN

    private const int SolSocket = 1;

    public override nint Handle => handle.DangerousGetHandle();

    public static new LinuxSocket Connect(string path)
    {
        byte* address = stackalloc byte[AddressSize];
        int length = WriteAddress(path, address);
        SafeFileHandle handle = Open();
        while (ConnectNative((int)handle.DangerousGetHandle(), address, length) != 0)
        {
            if (Marshal.GetLastPInvokeError() == Interrupted)
                continue;
            LocalSocketException error = LastError();
            handle.Dispose();
            throw error;
        }
        return new LinuxSocket(handle);
    }

    public override int Send(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> more = default)
    {
        const int noSignal = 0x4000; // MSG_NOSIGNAL: a peer that is gone is an error, not a signal
        fixed (byte* first = bytes, second = more)
        {
            Piece* pieces = stackalloc Piece[2];
            pieces[0] = new Piece { Start = first, Length = (nuint)bytes.Length };
            pieces[1] = new Piece { Start = second, Length = (nuint)more.Length };
            var message = new Message { Pieces = pieces, PieceCount = 2 };
            return Call(&message, noSignal, &SendMessage);
        }
    }

    public override int Receive(Span<byte> destination)
    {
        fixed (byte* start = destination)
        {
            var piece = new Piece { Start = start, Length = (nuint)destination.Length };
            var message = new Message { Pieces = &piece, PieceCount = 1 };
            return Call(&message, 0, &ReceiveMessage);
        }
    }

    public override void SetReceiveTimeout(TimeSpan timeout) => SetReceiveTimeout((int)Handle, timeout);

    public override bool TryGetPeer(out int processId)
    {
        const int peerCredentials = 17; // SO_PEERCRED gives struct ucred: pid, uid, gid
        int* credentials = stackalloc int[3];
        int length = 3 * sizeof(int);
        if (GetOption((int)Handle, SolSocket, peerCredentials, credentials, &length) != 0)
            throw LastError();
        processId = credentials[0];
        return true;
    }

    public override void Shutdown()
    {
        bool added = false;
        try
        {
            handle.DangerousAddRef(ref added);
            const int both = 2;
            if (ShutdownNative((int)Handle, both) != 0)
                throw LastError();
        }
        finally
        {
            if (added)
                handle.DangerousRelease();
        }
    }

    // The descriptor closes when the last call that uses it is over; a call that waits is woken by Shutdown, which comes before.
    public override void Dispose() => handle.Dispose();

    internal static SafeFileHandle Open()
    {
        const int unix = 1, stream = 1;
        int descriptor = SocketNative(unix, stream | CloseOnExec, 0);
        return descriptor >= 0 ? new SafeFileHandle(descriptor, ownsHandle: true) : throw LastError();
    }

    internal static int WriteAddress(string path, byte* address)
    {
        const ushort unix = 1;
        *(ushort*)address = unix;
        int length = System.Text.Encoding.UTF8.GetBytes(path, new Span<byte>(address + 2, AddressSize - 3));
        address[2 + length] = 0;
        return 2 + length + 1;
    }

    internal static void SetReceiveTimeout(int descriptor, TimeSpan timeout)
    {
        const int receiveTimeout = 20; // SO_RCVTIMEO takes struct timeval: seconds, microseconds
        nint* time = stackalloc nint[2];
        time[0] = (nint)timeout.TotalSeconds;
        time[1] = (nint)(timeout.Ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond);
        if (SetOption(descriptor, SolSocket, receiveTimeout, time, 2 * sizeof(nint)) != 0)
            throw LastError();
    }

    internal static LocalSocketException LastError()
    {
        int error = Marshal.GetLastPInvokeError();
        return new LocalSocketException(error == Again ? "The peer did not answer in time." : Marshal.GetPInvokeErrorMessage(error));
    }

    private int Call(Message* message, int flags, delegate*<int, Message*, int, nint> call)
    {
        bool added = false;
        try
        {
            handle.DangerousAddRef(ref added);
            while (true)
            {
                nint count = call((int)Handle, message, flags);
                if (count >= 0)
                    return (int)count;
                if (Marshal.GetLastPInvokeError() != Interrupted)
                    throw LastError();
            }
        }
        finally
        {
            if (added)
                handle.DangerousRelease();
        }
    }

    // struct iovec
    private struct Piece
    {
        public byte* Start;
        public nuint Length;
    }

    // struct msghdr
    private struct Message
    {
        public void* Name;
        public uint NameLength;
        public Piece* Pieces;
        public nuint PieceCount;
        public void* Control;
        public nuint ControlLength;
        public int Flags;
    }

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    private static partial int SocketNative(int family, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "connect", SetLastError = true)]
    private static partial int ConnectNative(int descriptor, byte* address, int length);

    [LibraryImport("libc", EntryPoint = "sendmsg", SetLastError = true)]
    private static partial nint SendMessage(int descriptor, Message* message, int flags);

    [LibraryImport("libc", EntryPoint = "recvmsg", SetLastError = true)]
    private static partial nint ReceiveMessage(int descriptor, Message* message, int flags);

    [LibraryImport("libc", EntryPoint = "shutdown", SetLastError = true)]
    private static partial int ShutdownNative(int descriptor, int how);

    [LibraryImport("libc", EntryPoint = "getsockopt", SetLastError = true)]
    private static partial int GetOption(int descriptor, int level, int name, void* value, int* length);

    [LibraryImport("libc", EntryPoint = "setsockopt", SetLastError = true)]
    private static partial int SetOption(int descriptor, int level, int name, void* value, int length);
}
