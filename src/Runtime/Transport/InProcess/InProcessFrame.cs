namespace ParallelGen.Transport.InProcess;

/// <summary>A frame on its way within the process. Who disposes it is done with the payload, and with the memory to which that refers.</summary>
/// <param name="Header">The header.</param>
/// <param name="Payload">The payload.</param>
/// <param name="Blocks">
/// What the payload refers to, in use by the frame: the thread that reads it may go on after its caller has stopped to wait and freed what it passed.
/// </param>
internal sealed record InProcessFrame(FrameHeader Header, PayloadBuffer Payload, IReadOnlyList<SharedBlock> Blocks) : IDisposable
{
    public void Dispose()
    {
        Payload.Dispose();
        foreach (SharedBlock block in Blocks)
            block.EndUse();
    }
}
