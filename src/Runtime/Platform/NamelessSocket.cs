using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ParallelGen.Platform;

/// <summary>
/// A way to a socket file for other processes of this user that goes on when its name is gone: by a descriptor of this process, under
/// <c>/proc</c>. So nothing is left on the disk, whoever is killed when. Linux only.
/// </summary>
internal sealed partial class NamelessSocket : IDisposable
{
    private readonly SafeFileHandle _handle;

    private NamelessSocket(SafeFileHandle handle) => _handle = handle;

    /// <summary>The path by which others connect.</summary>
    public string Path => string.Create(CultureInfo.InvariantCulture, $"/proc/{Environment.ProcessId}/fd/{_handle.DangerousGetHandle()}");

    /// <summary>Opens the way to a socket on which this process listens, and tries it. Null where the system or its rights do not allow it.</summary>
    public static NamelessSocket? TryOpen(string path)
    {
        const int openPath = 0x200000, closeOnExec = 0x80000; // O_PATH, O_CLOEXEC
        const int getDumpable = 3, dumpable = 1;              // else its descriptors are shut off from processes of the same user
        if (!OperatingSystem.IsLinux() || Control(getDumpable, 0, 0, 0, 0) != dumpable)
            return null;
        int descriptor = Open(path, openPath | closeOnExec);
        if (descriptor < 0)
            return null;
        var socket = new NamelessSocket(new SafeFileHandle(descriptor, ownsHandle: true));
        try
        {
            LocalSocket.Connect(socket.Path).Dispose();
            return socket;
        }
        catch (LocalSocketException)
        {
            // No /proc, or one that does not show descriptors.
            socket.Dispose();
            return null;
        }
    }

    public void Dispose() => _handle.Dispose();

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "prctl")]
    private static partial int Control(int option, nuint first, nuint second, nuint third, nuint fourth);
}
