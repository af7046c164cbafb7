namespace ParallelGen.Supervision;

/// <summary>
/// What a worker is asked to do: one call, or one chunk of a map. A worker ends every request that it was given by exactly one of
/// <see cref="Succeed"/> and <see cref="Fail"/>, or gives it back unclaimed.
/// </summary>
internal abstract class WorkerRequest(PoolMethod method, FrameKind kind)
{
    private static long s_lastCallId;

    public long CallId { get; } = Interlocked.Increment(ref s_lastCallId);

    public PoolMethod Method { get; } = method;

    public FrameKind Kind { get; } = kind;

    public FrameFlags Flags { get; init; }

    public int Count { get; init; }

    public int FirstItem { get; init; }

    /// <summary>How long the request may run once claimed, in milliseconds; 0 means no limit.</summary>
    public long TimeoutMilliseconds { get; init; }

    /// <summary>How many workers died with the request before they claimed it. Something in it may be what kills them.</summary>
    public int ReturnCount { get; set; }

    public const int MaxReturns = 3;

    /// <summary>Why this side asked the request to end, if it did: what it then says of a cancellation means that.</summary>
    public CallFailure? EndReason { get; set; }

    /// <summary>Writes the arguments. May be called again after the worker that had them died without a claim.</summary>
    public abstract void Write(ref WireWriter writer);

    /// <summary>The worker is about to run the request. From here on it may have run.</summary>
    public abstract void Claim();

    /// <summary>Decodes the result and keeps it.</summary>
    /// <exception cref="CallSerializationException">The result is malformed.</exception>
    public abstract void ReadResult(ref WireReader reader);

    /// <summary>The result was read.</summary>
    public abstract void Succeed();

    /// <summary>There will be no result.</summary>
    public abstract void Fail(CallFailure failure);

    /// <summary>
    /// Makes the request ready to be written again, after a worker died before it claimed it. False where it can't be.
    /// </summary>
    /// <param name="payload">What was encoded for that worker, which the request takes over; null where the transport did not keep it.</param>
    public abstract bool TryRestore(PayloadBuffer? payload);
}
