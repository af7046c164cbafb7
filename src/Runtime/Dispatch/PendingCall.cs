using ParallelGen.Supervision;

namespace ParallelGen.Dispatch;

/// <summary>A request on its way through the dispatcher.</summary>
internal abstract class PendingCall(PoolMethod method, FrameKind kind) : WorkerRequest(method, kind)
{
    private const int Waiting = 0;
    private const int Withdrawn = 1;
    private const int Begun = 2;

    private int _phase;
    private CallFailure? _cancelReason;

    /// <summary>The worker that has the request; null before that.</summary>
    public WorkerProcess? Worker { get; set; }

    /// <summary>Why somebody wants the call to end; the first reason counts.</summary>
    public CallFailure? CancelReason => Volatile.Read(ref _cancelReason);

    /// <summary>Whether a worker claimed the call.</summary>
    public bool IsClaimed { get; private set; }

    /// <summary>How many bytes its encoded arguments take while it waits.</summary>
    public virtual long EncodedBytes => 0;

    /// <summary>Takes a waiting call back. True for one caller only, and never once a worker has the call.</summary>
    public bool TryWithdraw() => Interlocked.CompareExchange(ref _phase, Withdrawn, Waiting) == Waiting;

    /// <summary>Takes a waiting call for a worker. False when it was withdrawn.</summary>
    public bool TryBegin() => Interlocked.CompareExchange(ref _phase, Begun, Waiting) == Waiting;

    /// <summary>Undoes <see cref="TryBegin"/>: the worker died before it claimed the call.</summary>
    public void BeginAgain()
    {
        Worker = null;
        Volatile.Write(ref _phase, Waiting);
    }

    /// <summary>Ends the call, wherever it is: waiting, or in a worker.</summary>
    public void Cancel(CallFailure reason)
    {
        Interlocked.CompareExchange(ref _cancelReason, reason, null);
        if (TryWithdraw())
            Fail(reason);
        else
            Worker?.Cancel(this, reason);
    }

    public override void Claim() => IsClaimed = true;

    /// <summary>Encodes the arguments now, on the caller's thread, because the call must wait.</summary>
    public virtual void EncodeForQueue()
    {
    }

    public override void Restore(PayloadBuffer? payload)
    {
    }
}
