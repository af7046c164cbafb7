using ParallelGen.Platform;

namespace ParallelGen.Transport.SharedMemory;

/// <summary>
/// The frame on the control connection that tells a worker of a block: its length, whether its size is sealed, whether the worker may write to it, and
/// its name. Where it has no name its descriptor comes with the frame.
/// </summary>
internal static class BlockOffer
{
    /// <exception cref="ConnectionLostException">The worker is gone.</exception>
    public static void Send(LocalSocket socket, SharedBlock block)
    {
        using var payload = new PayloadBuffer();
        var writer = new WireWriter(payload);
        writer.WriteInt64(block.Length);
        writer.WriteBoolean(block.IsSealed);
        writer.WriteBoolean(block.IsWritable);
        writer.WriteString(block.Name);
        PayloadBuffer.Complete(ref writer);
        byte[] frame = new byte[FrameHeader.Size + payload.Length];
        new FrameHeader(FrameKind.Share, block.Id) { Length = (int)payload.Length }.Write(frame);
        payload[0].AsSpan().CopyTo(frame.AsSpan(FrameHeader.Size));
        try
        {
            if (block.Descriptor >= 0)
            {
                DescriptorPassing.Send(socket, frame, block.Descriptor);
                return;
            }
            for (int sent = 0; sent < frame.Length;)
                sent += socket.Send(frame.AsSpan(sent));
        }
        catch (Exception exception) when (exception is LocalSocketException or ObjectDisposedException)
        {
            throw new ConnectionLostException("The worker closed the connection.", exception);
        }
    }

    /// <summary>Makes the block known to this process, or why it can't be.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="payload">The frame's.</param>
    /// <param name="socket">The socket that brought the frame; null where blocks have names.</param>
    public static void Receive(long id, ref WireReader payload, DescriptorSocket? socket)
    {
        long length = payload.ReadInt64();
        bool isSealed = payload.ReadBoolean(), isWritable = payload.ReadBoolean();
        string name = payload.ReadString()!;
        try
        {
            SegmentMemory memory = Open(MappedBlock.SizeOf(length), isSealed, name, socket);
            if (SharedBlocks.Has(id))
                memory.Dispose(); // told again, because another of the same request could not be used
            else
                MappedBlock.Open(memory, id, length, isWritable);
        }
        catch (SegmentException exception)
        {
            SharedBlocks.AddProblem(id, exception.Message);
        }
    }

    private static SegmentMemory Open(long size, bool isSealed, string name, DescriptorSocket? socket)
    {
        if (socket is null)
            return WindowsSegment.Open(name);
        int descriptor = socket.TakeDescriptor();
        if (descriptor < 0)
            throw new SegmentException("No descriptor came with it: too many files are open.");
        return PosixSegment.Open(descriptor, size, isSealed);
    }
}
