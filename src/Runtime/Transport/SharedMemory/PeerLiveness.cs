using ParallelGen.Platform;
using System.Runtime.InteropServices;

namespace ParallelGen.Transport.SharedMemory;

/// <summary>What the doorbell's socket says without waiting.</summary>
internal static unsafe class PeerLiveness
{
    private const short HangUp = 0x10, Error = 0x8, Invalid = 0x20, HalfHangUp = 0x2000; // POLLHUP, POLLERR, POLLNVAL, Linux's POLLRDHUP
    private const short WindowsHangUp = 2, WindowsError = 1, WindowsInvalid = 4, WindowsReadable = 0x100;

    /// <summary>Whether the peer has closed its end, or this side has. Rings that were not taken do not hide it, as they would from a read.</summary>
    public static bool HasHungUp(int descriptor)
    {
        if (OperatingSystem.IsWindows())
        {
            var windowsEntry = new WindowsCalls.PollEntry { Socket = descriptor, Events = WindowsReadable };
            return WindowsCalls.Poll(&windowsEntry, 1, 0) > 0 && (windowsEntry.Happened & (WindowsHangUp | WindowsError | WindowsInvalid)) != 0;
        }
        short asked = OperatingSystem.IsLinux() ? HalfHangUp : HangUp; // macOS looks at nothing that is not asked for
        var entry = new Libc.PollEntry { Descriptor = descriptor, Events = asked };
        return Libc.Poll(&entry, 1, 0) > 0 && (entry.Happened & (HangUp | Error | Invalid | asked)) != 0;
    }

    /// <summary>Sends one byte, unless so many are on the way that the bell rings anyway, or nobody would hear it.</summary>
    public static void Ring(LocalSocket socket, int descriptor)
    {
        byte ring = 1;
        if (OperatingSystem.IsWindows())
        {
            RingWindows(socket, ring);
            return;
        }
        int withoutWaiting = OperatingSystem.IsMacOS() ? 0x80 : 0x40; // MSG_DONTWAIT
        while (Libc.Send(descriptor, &ring, 1, withoutWaiting) < 0 && Marshal.GetLastPInvokeError() == Libc.Interrupted)
        {
        }
    }

    private static void RingWindows(LocalSocket socket, byte ring)
    {
        try
        {
            socket.Send(new ReadOnlySpan<byte>(in ring));
        }
        catch (Exception exception) when (exception is LocalSocketException or ObjectDisposedException)
        {
            // Nobody hears it.
        }
    }
}
