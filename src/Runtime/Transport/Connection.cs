namespace ParallelGen.Transport;

/// <summary>
/// One side of the path between the parent and one worker. Frames go out through a <see cref="WireWriter"/> that writes into the
/// transport's own memory, and come in as a <see cref="WireReader"/> over it: neither side of a call needs a buffer of its own.
/// </summary>
/// <remarks>
/// One thread at a time sends, and one receives; the two may be different. A frame that is begun is ended or abandoned before the next.
/// </remarks>
internal abstract class Connection : IDisposable
{
    /// <summary>Begins a frame. What is written to the writer is the payload.</summary>
    public abstract WireWriter BeginFrame(scoped in FrameHeader header);

    /// <summary>Ends the frame and sends it.</summary>
    /// <exception cref="ConnectionLostException">The peer is gone.</exception>
    public abstract void EndFrame(ref WireWriter writer);

    /// <summary>Drops the frame that is begun.</summary>
    public abstract void AbandonFrame();

    /// <summary>Waits for the next frame. False when the peer is gone and nothing that it sent is left.</summary>
    /// <exception cref="ProtocolException">The peer sent what the protocol does not allow.</exception>
    public abstract bool Receive(out FrameHeader header);

    /// <summary>A reader of the payload of the frame received.</summary>
    public abstract WireReader OpenPayload();

    /// <summary>Frees the memory of the frame received, read or not.</summary>
    /// <exception cref="ConnectionLostException">The peer is gone, and the payload never came to its end.</exception>
    public abstract void ReleasePayload();

    /// <summary>
    /// Gives back the request sent last, if its peer never said that it claimed it. Asked only when the peer is gone; the request's bytes
    /// are the sender's own, so nothing that the dead peer wrote is trusted.
    /// </summary>
    public abstract PayloadBuffer? TakeUnclaimed();

    /// <summary>Ends the connection: a <see cref="Receive"/> that waits, on this side or the other, returns. From any thread, any number of times.</summary>
    public abstract void Close();

    public abstract void Dispose();

    /// <summary>Sends a frame without a payload.</summary>
    public void Send(scoped in FrameHeader header)
    {
        WireWriter writer = BeginFrame(header);
        EndFrame(ref writer);
    }
}
