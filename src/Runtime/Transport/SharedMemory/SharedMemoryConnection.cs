using ParallelGen.Platform;

namespace ParallelGen.Transport.SharedMemory;

/// <summary>
/// A connection over a segment of shared memory: a ring in each direction, into which frames are encoded and out of which they are decoded,
/// and a socket that wakes a side that sleeps and shows when the other is gone.
/// </summary>
/// <remarks>
/// A small frame costs no system call and no allocation while the peer is awake. A payload of any size streams through the ring, which stays
/// in the cache: the reader decodes while the writer still encodes.
/// </remarks>
internal abstract unsafe class SharedMemoryConnection : Connection
{
    /// <param name="socket">The calls channel.</param>
    /// <param name="segment">The segment.</param>
    /// <param name="maxPayloadBytes">The largest payload in either direction.</param>
    /// <param name="requests">The parent's requests; null on the worker's side.</param>
    private protected SharedMemoryConnection(LocalSocket socket, Segment segment, long maxPayloadBytes, RequestTable? requests)
    {
        bool isParent = requests is not null;
        Segment = segment;
        int* parentFlag = &segment.Shared->ParentSleeps, workerFlag = &segment.Shared->WorkerSleeps;
        Doorbell = isParent ? new Doorbell(socket, parentFlag, workerFlag, isDeferred: false) : new Doorbell(socket, workerFlag, parentFlag, isDeferred: true);
        Producer = new RingProducer(isParent ? segment.Down : segment.Up, Doorbell);
        Streamer = new FrameStreamer(Producer);
        Writer = new FrameWriter(Producer, Streamer, Doorbell, maxPayloadBytes, requests);
        Consumer = new RingConsumer(isParent ? segment.Up : segment.Down);
        long largest = WireLimits.LargestAnswer(maxPayloadBytes);
        // A worker believes its parent; the parent makes room for a claim only as far as it can be wrong without harm.
        Stream = new StreamSource(Consumer, Doorbell, largest, isParent ? TrustedBytes : largest, isParent ? TrustedElements : largest);
        Reader = new FrameReader(Consumer, Stream, largest);
    }

    /// <summary>For how much of a block's claim the parent makes room before it has arrived.</summary>
    internal const long TrustedBytes = 64 << 20;

    // A collection takes 16 bytes and more for an element.
    internal const long TrustedElements = TrustedBytes / 16;

    public override int SlotCount => SharedWords.SlotCount;

    public override bool KeepsItems => true;

    public override bool IsPollable => true;

    public override bool HasFrame => Consumer.HasFrame;

    private protected Segment Segment { get; }

    private protected Doorbell Doorbell { get; }

    private protected RingProducer Producer { get; }

    private protected FrameStreamer Streamer { get; }

    private protected FrameWriter Writer { get; }

    private protected RingConsumer Consumer { get; }

    private protected FrameReader Reader { get; }

    private StreamSource Stream { get; }

    public override bool AbandonFrame() => Writer.Abandon();

    public override bool TryReceive(out FrameHeader header) => Reader.TryReceive(out header);

    public override WireReader OpenPayload() => Reader.Open();

    public override void ReleasePayload() => Reader.Release();

    public override ItemProgress* ItemsOf(int slot) => &Segment.Slot(slot)->Items;

    public override void Close() => Doorbell.Close();

    public override void Dispose()
    {
        Doorbell.Dispose();
        Writer.Frame.Rest.Dispose();
        Stream.Dispose();
        Segment.Dispose();
    }
}
