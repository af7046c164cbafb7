namespace ParallelGen.Transport;

/// <summary>
/// One side of the path between the parent and one worker. Frames go out through a <see cref="WireWriter"/> that writes into the
/// transport's own memory, and come in as a <see cref="WireReader"/> over it: neither side of a call needs a buffer of its own.
/// </summary>
/// <remarks>
/// One thread at a time sends, and one receives; the two may be different. A frame that is begun is ended or abandoned before the next.
/// What is virtual has the meaning of a transport that carries one request at a time.
/// </remarks>
internal abstract unsafe class Connection : IDisposable
{
    // Pinned: the generated loop writes to it by address, as it does to shared memory.
    private readonly ItemProgress[] _items = GC.AllocateArray<ItemProgress>(1, pinned: true);

    /// <summary>How deep what this side decodes may nest.</summary>
    public int MaxDepth { get; set; } = WireLimits.MaxDepth;

    /// <summary>How many requests may be under way at once. Each has a slot, from 0 on, which its frame's header tells.</summary>
    public virtual int SlotCount => 1;

    /// <summary>Whether this side sees after the worker's death where it was in a chunk.</summary>
    public virtual bool KeepsItems => false;

    /// <summary>The worker's side: whether all that was written of the frame that is begun can be read after its death.</summary>
    public virtual bool IsInPlace => false;

    /// <summary>Whether <see cref="TryReceive"/> never waits for a frame, so that any thread may look for one in passing.</summary>
    public virtual bool IsPollable => false;

    /// <summary>Whether a frame is there. Costs next to nothing; meaningful only where <see cref="IsPollable"/>.</summary>
    public virtual bool HasFrame => false;

    /// <summary>Whether a frame can be sent now; false while an earlier one is still on its way to a peer that does not take it.</summary>
    public virtual bool CanSend => true;

    /// <summary>Called when a frame can be sent again. By a thread of the connection's own, which is not to be held up. Set before the first frame.</summary>
    public Action? OnSenderIdle { get; set; }

    /// <summary>Begins a frame. What is written to the writer is the payload.</summary>
    public abstract WireWriter BeginFrame(scoped in FrameHeader header);

    /// <summary>Ends the frame and sends it.</summary>
    /// <exception cref="ConnectionLostException">
    /// The peer is gone. Where it is seen later there is none: who receives sees it. Either way an unclaimed request can be taken.
    /// </exception>
    public abstract void EndFrame(ref WireWriter writer);

    /// <summary>
    /// The worker's side: wakes the peer for the frames that were sent since. Where waking is dear, <see cref="EndFrame"/> leaves it to this.
    /// </summary>
    public virtual void Flush()
    {
    }

    /// <summary>Drops the frame that is begun.</summary>
    /// <returns>Whether the peer sees nothing of it; false where its receiver gets a <see cref="FrameAbandonedException"/>.</returns>
    public abstract bool AbandonFrame();

    /// <summary>
    /// Waits until the peer may have sent something. False when it is gone; what it sent before that may still be received. One thread at a
    /// time waits; where frames can be polled, another may receive meanwhile.
    /// </summary>
    public abstract bool Wait();

    /// <summary>Asks the peer to end this side's <see cref="Wait"/> with its next frame. False when a frame is there already, which may then not end it.</summary>
    public virtual bool Arm() => true;

    /// <summary>Whether the peer is asked, and has not rung yet.</summary>
    public virtual bool IsArmed => true;

    /// <summary>Takes this thread, which looks for frames, to another core if the peer needs the one on which it runs.</summary>
    public virtual void LeavePeersCore()
    {
    }

    /// <summary>Takes <see cref="Arm"/> back: somebody looks for frames.</summary>
    public virtual void Disarm()
    {
    }

    /// <summary>Takes the next frame, if one is there.</summary>
    /// <exception cref="ConnectionLostException">The peer is gone in the middle of it.</exception>
    /// <exception cref="ProtocolException">The peer sent what the protocol does not allow.</exception>
    public abstract bool TryReceive(out FrameHeader header);

    /// <summary>Waits for the next frame. False when the peer is gone and nothing that it sent is left.</summary>
    /// <exception cref="ConnectionLostException">The peer is gone in the middle of it.</exception>
    /// <exception cref="ProtocolException">The peer sent what the protocol does not allow.</exception>
    public bool Receive(out FrameHeader header)
    {
        while (!TryReceive(out header))
        {
            if (!Arm())
                continue;
            bool isAlive = Wait();
            Disarm();
            if (!isAlive)
                return TryReceive(out header);
        }
        return true;
    }

    /// <summary>
    /// The parent's side: keeps the memory to which the frame refers that is being written, until the other side is done with it. Only where that is
    /// this process: another has mappings of its own.
    /// </summary>
    public virtual void Hold(IReadOnlyList<SharedBlock> blocks)
    {
    }

    /// <summary>A reader of the payload of the frame received. It may throw <see cref="ConnectionLostException"/> and <see cref="FrameAbandonedException"/>.</summary>
    public abstract WireReader OpenPayload();

    /// <summary>Frees the memory of the frame received, read or not.</summary>
    /// <exception cref="ConnectionLostException">The peer is gone, and the payload never came to its end.</exception>
    public abstract void ReleasePayload();

    /// <summary>The worker's side: claims the request that was received. False when the parent has taken it back: pass over it.</summary>
    public abstract bool TryClaim(scoped in FrameHeader header);

    /// <summary>The worker's side: where it says how far it is in the chunk of this slot. Valid as long as the connection.</summary>
    public virtual ItemProgress* ItemsOf(int slot) => (ItemProgress*)System.Runtime.CompilerServices.Unsafe.AsPointer(ref _items[0]);

    /// <summary>The parent's side: when the item began that runs, as far as the transport tells; else when the request was claimed, or 0.</summary>
    public virtual long ItemStartedAt(int slot, long callId) => ClaimedAt(slot, callId);

    /// <summary>The parent's side: what a dead worker left of a chunk. All answers have been read, and nothing is checked of what stands in it.</summary>
    public virtual bool TryGetRemains(int slot, long callId, int count, scoped ref ItemRemains remains) => false;

    /// <summary>The parent's side: when the worker claimed the request, in <see cref="System.Diagnostics.Stopwatch"/> ticks; 0 if it did not.</summary>
    public abstract long ClaimedAt(int slot, long callId);

    /// <summary>The parent's side: takes a request back. True for one caller only, and never once the worker has claimed it.</summary>
    public virtual bool TryRevoke(int slot, long callId) => false;

    /// <summary>
    /// The parent's side: gives back the bytes of a request that its worker never claimed; null where they were not kept, or not all sent.
    /// Asked only when the peer is gone or the request revoked, by the one thread that may then send. Nothing that a dead peer wrote is trusted.
    /// </summary>
    public abstract PayloadBuffer? TakeUnclaimed(int slot, long callId);

    /// <summary>Ends the connection: a <see cref="Wait"/>, on this side or the other, returns. From any thread, any number of times.</summary>
    public abstract void Close();

    public abstract void Dispose();

    /// <summary>Sends a frame without a payload.</summary>
    public void Send(scoped in FrameHeader header)
    {
        WireWriter writer = BeginFrame(header);
        EndFrame(ref writer);
    }
}
