using Microsoft.Win32.SafeHandles;
using ParallelGen.Platform;

namespace ParallelGen.Transport.SharedMemory;

/// <summary>
/// A socket whose frames bring file descriptors along, on Linux and macOS. They wait here in the order in which they came, which is that of the frames:
/// what is received at once never goes beyond the bytes that brought one.
/// </summary>
/// <param name="socket">The socket, which is this one's from now on.</param>
internal sealed class DescriptorSocket(LocalSocket socket) : LocalSocket
{
    private Queue<int>? _descriptors; // made with the first

    public override nint Handle => socket.Handle;

    /// <summary>Takes the descriptor of a frame that has been received; -1 where it got lost, because too many files are open.</summary>
    public int TakeDescriptor() => _descriptors is { Count: > 0 } ? _descriptors.Dequeue() : -1;

    public override int Send(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> more = default) => socket.Send(bytes, more);

    public override int Receive(Span<byte> destination)
    {
        int received = DescriptorPassing.ReceiveSome(socket, destination, out int? descriptor);
        if (descriptor is { } came)
            (_descriptors ??= new()).Enqueue(came);
        return received;
    }

    public override void SetReceiveTimeout(TimeSpan timeout) => socket.SetReceiveTimeout(timeout);

    public override bool TryGetPeer(out int processId) => socket.TryGetPeer(out processId);

    public override void Shutdown() => socket.Shutdown();

    public override void Dispose()
    {
        while (TakeDescriptor() is var descriptor and >= 0)
            new SafeFileHandle(descriptor, ownsHandle: true).Dispose();
        socket.Dispose();
    }
}
