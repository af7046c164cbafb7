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
            nint sent = Transfer(socket, &piece, control, descriptor < 0 ? 0 : RoundUp(length), isSending: true, out _);
            if (sent < message.Length)
                socket.Send(message[(int)sent..]);
        }
    }

    /// <summary>Receives a whole message.</summary>
    /// <returns>The descriptor that came with it, which no process that is started inherits; -1 where none came.</returns>
    /// <exception cref="LocalSocketException">The peer is gone.</exception>
    public static int Receive(LocalSocket socket, Span<byte> message)
    {
        byte* control = stackalloc byte[ControlCapacity];
        nint received;
        int controlLength;
        fixed (byte* bytes = message)
        {
            var piece = new Piece { Bytes = bytes, Length = (nuint)message.Length };
            received = Transfer(socket, &piece, control, ControlCapacity, isSending: false, out controlLength);
        }
        int descriptor = controlLength >= ControlHeaderSize + sizeof(int) && *(int*)(control + ControlHeaderSize - 4) == Rights
            ? *(int*)(control + ControlHeaderSize)
            : -1;
        const uint setCloseOnExec = 0x20006601; // FIOCLEX
        if (descriptor >= 0 && OperatingSystem.IsMacOS())
            _ = Libc.DeviceControl(descriptor, setCloseOnExec);
        while (received < message.Length)
        {
            int more = socket.Receive(message[(int)received..]);
            received += more > 0 ? more : throw new LocalSocketException("The peer is gone.");
        }
        return descriptor;
    }

    private static nint Transfer(LocalSocket socket, Piece* piece, byte* control, int controlLength, bool isSending, out int receivedControl)
    {
        const int closeOnExec = 0x40000000; // MSG_CMSG_CLOEXEC
        int flags = isSending || OperatingSystem.IsMacOS() ? 0 : closeOnExec;
        nint result;
        if (OperatingSystem.IsMacOS())
        {
            var message = new MacMessage { Pieces = piece, PieceCount = 1, Control = controlLength > 0 ? control : null, ControlLength = (uint)controlLength };
            result = Transfer(socket, &message, flags, isSending);
            receivedControl = (int)message.ControlLength;
        }
        else
        {
            var message = new LinuxMessage { Pieces = piece, PieceCount = 1, Control = controlLength > 0 ? control : null, ControlLength = (nuint)controlLength };
            result = Transfer(socket, &message, flags, isSending);
            receivedControl = (int)message.ControlLength;
        }
        return result;
    }

    private static nint Transfer(LocalSocket socket, void* message, int flags, bool isSending)
    {
        while (true)
        {
            int descriptor = (int)socket.Handle;
            nint result = isSending ? Libc.SendMessage(descriptor, message, flags) : Libc.ReceiveMessage(descriptor, message, flags);
            if (result > 0)
                return result;
            if (result == 0 || Marshal.GetLastPInvokeError() != Libc.Interrupted)
                throw new LocalSocketException($"A message could not be {(isSending ? "sent" : "received")}: {(result == 0 ? "the peer is gone" : Libc.DescribeLastError())}.");
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
