using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ParallelGen.Platform;

/// <summary>A listener by Linux's system calls.</summary>
internal sealed partial class LinuxListener : LocalListener
{
    private readonly SafeFileHandle _handle;

    public unsafe LinuxListener(string path)
    {
        byte* address = stackalloc byte[LinuxSocket.AddressSize];
        int length = LinuxSocket.WriteAddress(path, address);
        _handle = LinuxSocket.Open();
        try
        {
            int descriptor = (int)_handle.DangerousGetHandle();
            const int backlog = 16;
            if (Bind(descriptor, address, length) != 0 || ListenNative(descriptor, backlog) != 0)
                throw LinuxSocket.LastError();
            LinuxSocket.SetReceiveTimeout(descriptor, WaitTime); // of accept, too
        }
        catch
        {
            _handle.Dispose();
            throw;
        }
    }

    public override LocalSocket? Accept()
    {
        // Used and disposed by one thread, so that the descriptor can't be another's.
        ObjectDisposedException.ThrowIf(_handle.IsClosed, this);
        int descriptor = AcceptNative((int)_handle.DangerousGetHandle(), 0, 0, LinuxSocket.CloseOnExec);
        if (descriptor >= 0)
            return new LinuxSocket(new SafeFileHandle(descriptor, ownsHandle: true));
        return Marshal.GetLastPInvokeError() is LinuxSocket.Again or LinuxSocket.Interrupted ? null : throw LinuxSocket.LastError();
    }

    public override void Dispose() => _handle.Dispose();

    [LibraryImport("libc", EntryPoint = "bind", SetLastError = true)]
    private static unsafe partial int Bind(int descriptor, byte* address, int length);

    [LibraryImport("libc", EntryPoint = "listen", SetLastError = true)]
    private static partial int ListenNative(int descriptor, int backlog);

    [LibraryImport("libc", EntryPoint = "accept4", SetLastError = true)]
    private static partial int AcceptNative(int descriptor, nint address, nint length, int flags);
}
