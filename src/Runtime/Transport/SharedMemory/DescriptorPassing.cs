using ParallelGen.Platform;
using System.Runtime.InteropServices;

namespace ParallelGen.Transport.SharedMemory;

/// <summary>Hands a file descriptor to the process at the other end of a local socket (SCM_RIGHTS), on Linux and macOS.</summary>
internal static unsafe class DescriptorPassing
{
    private const int Rights = 1; // SCM_RIGHTS
    private const int ControlCapacity = 64;

    private static int SocketLevel => OperatingSystem.IsMacOS() ? 0xFFFF : 1; // SOL_SOCKET

    // struct cmsghdr: the length (socklen_t on macOS, size_t on Linux), the level, the type; the descriptor follows.
    private static int ControlHeaderSize => OperatingSystem.IsMacOS() ? 12 : nuint.Size + 8;

    /// <summary>Sends a message, and with it a descriptor unless that is -1.</summary>
    /// <exception cref="LocalSocketException">The peer is gone.</exception>
    public static void Send(LocalSocket socket, ReadOnlySpan<byte> message, int descriptor)
    {
        byte* control = stackalloc byte[ControlCapacity];
        new Span<byte>(control, ControlCapacity).Clear();
        int level = ControlHeaderSize - 8, length = ControlHeaderSize + sizeof(int);
        *(int*)control = length;
        *(int*)(control + level) = SocketLevel;
        *(int*)(control + level + 4) = Rights;
        *(int*)(control + ControlHeaderSize) = descriptor;
        fixed (byte* bytes = message)
        {
            var piece = new Piece { Bytes = bytes, Length = (nuint)message.Length };
            int controlLength = descriptor < 0 ? 0 : RoundUp(length);
            nint sent = Transfer(socket, &piece, control, ref controlLength, isSending: true, out _);
            if (sent == 0)
                throw new LocalSocketException("The peer is gone.");
            if (sent < message.Length)
                socket.Send(message[(int)sent..]);
        }
    }

    /// <summary>Receives a whole message.</summary>
    /// <returns>The descriptor that came with it, which no process that is started inherits; -1 where none came.</returns>
    /// <exception cref="LocalSocketException">The peer is gone.</exception>
    public static int Receive(LocalSocket socket, Span<byte> message)
    {
        int received = ReceiveSome(socket, message, out int? descriptor);
        while (received < message.Length)
        {
            int more = received == 0 ? 0 : socket.Receive(message[received..]);
            received += more > 0 ? more : throw new LocalSocketException("The peer is gone.");
        }
        return descriptor ?? -1;
    }

    /// <summary>Receives what is there, and waits until something is.</summary>
    /// <param name="socket">The socket.</param>
    /// <param name="destination">Where it goes.</param>
    /// <param name="descriptor">The descriptor that came with the last of these bytes, which no process that is started inherits; -1 where there was no place for it; null where none came.</param>
    /// <returns>How many bytes; 0 at the end of the connection.</returns>
    public static int ReceiveSome(LocalSocket socket, Span<byte> destination, out int? descriptor)
    {
        byte* control = stackalloc byte[ControlCapacity];
        int controlLength = ControlCapacity;
        int received;
        bool isCut;
        fixed (byte* bytes = destination)
        {
            var piece = new Piece { Bytes = bytes, Length = (nuint)destination.Length };
            received = (int)Transfer(socket, &piece, control, ref controlLength, isSending: false, out isCut);
        }
        bool came = controlLength >= ControlHeaderSize + sizeof(int) && *(int*)(control + ControlHeaderSize - 4) == Rights;
        descriptor = came ? *(int*)(control + ControlHeaderSize) : isCut ? -1 : null;
        const uint setCloseOnExec = 0x20006601; // FIOCLEX
        if (came && OperatingSystem.IsMacOS())
            _ = Libc.DeviceControl(*(int*)(control + ControlHeaderSize), setCloseOnExec);
        return received;
    }

    private static nint Transfer(LocalSocket socket, Piece* piece, byte* control, ref int controlLength, bool isSending, out bool isCut)
    {
        const int closeOnExec = 0x40000000; // MSG_CMSG_CLOEXEC
        int flags = isSending || OperatingSystem.IsMacOS() ? 0 : closeOnExec;
        int controlCut = OperatingSystem.IsMacOS() ? 0x20 : 8; // MSG_CTRUNC
        nint result;
        if (OperatingSystem.IsMacOS())
        {
            var message = new MacMessage { Pieces = piece, PieceCount = 1, Control = controlLength > 0 ? control : null, ControlLength = (uint)controlLength };
            result = Transfer(socket, &message, flags, isSending);
            controlLength = (int)message.ControlLength;
            isCut = (message.Flags & controlCut) != 0;
        }
        else
        {
            var message = new LinuxMessage { Pieces = piece, PieceCount = 1, Control = controlLength > 0 ? control : null, ControlLength = (nuint)controlLength };
            result = Transfer(socket, &message, flags, isSending);
            controlLength = (int)message.ControlLength;
            isCut = (message.Flags & controlCut) != 0;
        }
        return result;
    }

    private static nint Transfer(LocalSocket socket, void* message, int flags, bool isSending)
    {
        while (true)
        {
            int descriptor = (int)socket.Handle;
            nint result = isSending ? Libc.SendMessage(descriptor, message, flags) : Libc.ReceiveMessage(descriptor, message, flags);
            if (result >= 0)
                return result;
            if (Marshal.GetLastPInvokeError() != Libc.Interrupted)
                throw new LocalSocketException($"A message could not be {(isSending ? "sent" : "received")}: {Libc.DescribeLastError()}.");
        }
    }

    private static int RoundUp(int length) => (length + nint.Size - 1) & -nint.Size;

    // struct iovec
    [StructLayout(LayoutKind.Sequential)]
    private struct Piece
    {
        public byte* Bytes;
        public nuint Length;
    }

    // struct msghdr
    [StructLayout(LayoutKind.Sequential)]
    private struct LinuxMessage
    {
        public void* Name;
        public uint NameLength;
        public Piece* Pieces;
        public nuint PieceCount;
        public byte* Control;
        public nuint ControlLength;
        public int Flags;
    }

    // struct msghdr
    [StructLayout(LayoutKind.Sequential)]
    private struct MacMessage
    {
        public void* Name;
        public uint NameLength;
        public Piece* Pieces;
        public int PieceCount;
        public byte* Control;
        public uint ControlLength;
        public int Flags;
    }
}
