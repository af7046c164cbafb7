using ParallelGen.Diagnostics;
using ParallelGen.Transport.SharedMemory;

namespace ParallelGen.Supervision;

/// <summary>
/// What a worker is asked to do: one call, or one chunk of a map. A worker ends every request that it was given by exactly one of
/// <see cref="Succeed"/> and <see cref="Fail"/>, or gives it back unclaimed.
/// </summary>
internal abstract class WorkerRequest(PoolMethod method, FrameKind kind) : IBlockUser
{
    // In a storm that kills every worker that starts an innocent call meets many deaths; one that kills whoever receives it ends after as many.
    public const int MaxReturns = 20;

    // Several chunks are under way for each worker, of as many items as take it a moment.
    private const long MostStagedByChunk = 64 << 20;

    private static long s_lastCallId;

    private volatile bool _isSent;
    private volatile bool _isUnclaimable;

    public long CallId { get; private set; } = Interlocked.Increment(ref s_lastCallId);

    public PoolMethod Method { get; } = method;

    public FrameKind Kind { get; } = kind;

    public FrameFlags Flags { get; init; }

    public int Count { get; init; }

    public int FirstItem { get; init; }

    /// <summary>What of the caller goes with it; null where workers have the same. Written before the arguments by <see cref="Write"/>.</summary>
    public CallContext? Context { get; set; }

    /// <summary>What travels while it runs; null where nothing does.</summary>
    public CallLanes? Lanes { get; set; }

    /// <summary>What is measured of it; null while nobody listens.</summary>
    public CallTimes? Times { get; set; }

    /// <summary>How long the request may run once claimed, in milliseconds; 0 means no limit.</summary>
    public long TimeoutMilliseconds { get; set; }

    /// <summary>How long it will probably run, in nanoseconds; null where nobody knows.</summary>
    public abstract long? ExpectedNanoseconds { get; }

    /// <summary>Whether it may wait in a worker for the one that runs there, however long that takes: it is one of many, and revocable.</summary>
    public virtual bool MayWaitInWorker => false;

    /// <summary>How many workers died with the request before they claimed it. Something in it may be what kills them.</summary>
    public int ReturnCount { get; set; }

    /// <summary>The attempts that ended in vain, the first before the others; none for a method that is not tried again.</summary>
    public IReadOnlyList<CallAttempt> Attempts { get; set; } = [];

    /// <summary>The shared memory that it refers to; null where it refers to none.</summary>
    public BlockUses? Blocks { get; private set; }

    /// <summary>The same of all requests of a flow.</summary>
    public virtual BlockUses? FlowBlocks => null;

    public bool RefersToBlocks => Blocks is not null || FlowBlocks is not null;

    /// <summary>Where room for views comes from; null where the payload holds them.</summary>
    protected virtual SlabPool? Slabs => null;

    /// <summary>What its worker printed while it ran; null where that is not kept.</summary>
    public string? Output { get; set; }

    /// <summary>The place in its worker's table. Set by the worker's sender.</summary>
    public int Slot { get; set; }

    /// <summary>How many calls and items its worker was given before it: the worker claims what has fewer first. Set by the worker's sender.</summary>
    public long GivenBefore { get; set; }

    /// <summary>What it adds to its worker's load while it is there. Set by the worker's sender.</summary>
    public WorkerLoad Share { get; set; }

    /// <summary>Whether its worker has it whole: from then on it is the worker's, and no more its sender's.</summary>
    public bool IsSent
    {
        get => _isSent;
        set => _isSent = value;
    }

    /// <summary>Whether its worker can't claim it any more, though nobody has taken it back yet. Until it begins again.</summary>
    public bool IsUnclaimable
    {
        get => _isUnclaimable;
        set => _isUnclaimable = value;
    }

    /// <summary>
    /// Why its arguments could not be written to their end; null where they were. Where the worker has begun to read them it answers all the
    /// same, and tells how far it came: what it has not read did not run.
    /// </summary>
    public CallFailure? SendFailure { get; set; }

    /// <summary>Why this side asked the request to end, if it did: what it then says of a cancellation means that. Guarded by its worker.</summary>
    public CallFailure? StopReason { get; set; }

    /// <summary>When its worker is killed because it did not stop, in <see cref="System.Diagnostics.Stopwatch"/> ticks. Guarded by its worker.</summary>
    public long StopDeadline { get; set; } = long.MaxValue;

    void IBlockUser.Use(SharedBlock block) => MakeBlocks().Use(block);

    (SharedBlock Block, long Offset)? IBlockUser.Stage(ReadOnlySpan<byte> bytes) => MakeBlocks().Stage(bytes);

    /// <summary>Ends the use of the shared memory that it refers to: it is settled, or is about to be written anew. May be called again.</summary>
    public void EndBlocks()
    {
        Blocks?.EndAll();
        Blocks = null;
    }

    /// <summary>The arguments, or those of an item, in short; null where nobody is to know them.</summary>
    public virtual string? DescribeArguments(int? item) => null;

    /// <summary>Takes the request for a worker. False when it was withdrawn.</summary>
    public abstract bool TryBegin(WorkerProcess worker);

    /// <summary>Undoes <see cref="TryBegin"/>: the worker never claimed it.</summary>
    public abstract void BeginAgain();

    /// <summary>Writes the arguments. May be called again after the worker that had them died without a claim.</summary>
    public abstract void Write(ref WireWriter writer);

    /// <summary>Decodes the result and keeps it.</summary>
    /// <param name="reader">The result.</param>
    /// <param name="claimedAt">When the worker claimed the request, in <see cref="System.Diagnostics.Stopwatch"/> ticks.</param>
    /// <exception cref="CallSerializationException">The result is malformed.</exception>
    public abstract void ReadResult(ref WireReader reader, long claimedAt);

    /// <summary>Keeps what a dead worker left of a chunk that it had claimed. <see cref="Fail"/> follows.</summary>
    public virtual void ReadRemains(scoped ref ItemRemains remains)
    {
    }

    /// <summary>The result was read.</summary>
    public abstract void Succeed();

    /// <summary>There will be no result.</summary>
    public abstract void Fail(CallFailure failure);

    /// <summary>
    /// Makes the request ready to be written again, when a worker had it and never claimed it. False where it can't be.
    /// </summary>
    /// <param name="payload">What was encoded for that worker, which the request takes over; null where the transport did not keep it.</param>
    public abstract bool TryRestore(PayloadBuffer? payload);

    /// <summary>Gives it another id than that by which a worker knew it.</summary>
    protected void TakeNewId() => CallId = Interlocked.Increment(ref s_lastCallId);

    /// <summary>Makes it a request of its own again, with an id of its own.</summary>
    protected void Renew()
    {
        TakeNewId();
        _isSent = false;
        ReturnCount = 0;
        Output = null;
        Context = null;
        Times = null;
    }

    private BlockUses MakeBlocks() => Blocks ??= new(Slabs, Kind is FrameKind.Call ? long.MaxValue : MostStagedByChunk);
}
