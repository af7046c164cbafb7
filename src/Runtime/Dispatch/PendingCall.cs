using ParallelGen.Supervision;

namespace ParallelGen.Dispatch;

/// <summary>A request on its way through the dispatcher.</summary>
internal abstract class PendingCall(PoolMethod method, FrameKind kind) : WorkerRequest(method, kind)
{
    /// <summary>Any worker.</summary>
    public const int NoHome = -1;

    /// <summary>Not in the queue.</summary>
    public const long NotQueued = -1;

    // What becomes of it, beside the number of the time that it waits.
    private const int Waiting = 0;
    private const int Withdrawn = 1;
    private const int Begun = 2;
    private const int NextWait = 4;

    private int _phase;
    private CallFailure? _cancelReason;
    private volatile bool _isRevoked;

    /// <summary>The worker that has the request; null before that.</summary>
    public WorkerProcess? Worker { get; private set; }

    /// <summary>Whether somebody may want it to end before its time.</summary>
    public abstract bool IsCancellable { get; }

    /// <summary>The token of its caller.</summary>
    public abstract CancellationToken CancellationToken { get; }

    /// <summary>Why somebody wants the call to end; the first reason counts.</summary>
    public CallFailure? CancelReason => Volatile.Read(ref _cancelReason);

    /// <summary>Whether nobody wants it to begin any more.</summary>
    public bool IsRevoked => _isRevoked;

    /// <summary>Which of the calls that wait go first.</summary>
    public CallPriority Priority { get; set; }

    /// <summary>
    /// The number of the worker to which it goes, if that is there and not overloaded; or <see cref="NoHome"/>. Set before it is sent, of a call that is not
    /// used again.
    /// </summary>
    public int Home { get; protected set; } = NoHome;

    /// <summary>Whether it goes to no other worker than that.</summary>
    public bool IsPinned { get; protected init; }

    /// <summary>How long it may wait for a worker; null without limit.</summary>
    public TimeSpan? QueueTimeout { get; protected set; }

    /// <summary>How many bytes its encoded arguments take while it waits.</summary>
    public virtual long EncodedBytes => 0;

    /// <summary>With how many bytes it is counted in the queue; <see cref="NotQueued"/> where it is not there. By the queue.</summary>
    public long QueuedBytes { get; set; } = NotQueued;

    /// <summary>Whether it is in the queue. For the queue.</summary>
    public bool IsQueued => QueuedBytes != NotQueued;

    /// <summary>Which of the times that it waits this is: another after each worker that had it.</summary>
    public int Wait => Volatile.Read(ref _phase) & ~(NextWait - 1);

    /// <summary>Whether it waits, and for this time.</summary>
    public bool IsWaiting(int wait) => Volatile.Read(ref _phase) == (wait | Waiting);

    /// <summary>Takes a waiting call back. True for one caller only, and never once a worker has the call.</summary>
    public bool TryWithdraw() => TryWithdraw(Wait);

    /// <summary>The same, if it waits for this time.</summary>
    public bool TryWithdraw(int wait) => Interlocked.CompareExchange(ref _phase, wait | Withdrawn, wait | Waiting) == (wait | Waiting);

    public override bool TryBegin(WorkerProcess worker)
    {
        IsSent = false;
        IsUnclaimable = false;
        Worker = worker;
        int wait = Wait;
        return Interlocked.CompareExchange(ref _phase, wait | Begun, wait | Waiting) == (wait | Waiting);
    }

    public override void BeginAgain()
    {
        Worker = null;
        SendFailure = null;
        StopReason = null;
        StopDeadline = long.MaxValue;
        Volatile.Write(ref _phase, Wait + NextWait);
    }

    /// <summary>
    /// Takes the call back, unless a worker has begun it: then no further item of it begins. True for one caller only, who settles it. What is
    /// just being sent its sender takes back.
    /// </summary>
    public bool TryRevoke()
    {
        _isRevoked = true;
        Interlocked.MemoryBarrier(); // either the sender sees the wish, or this thread sees that it is sent
        if (!TryWithdraw())
            return Worker?.Revoke(this) == true;
        OnWithdrawn();
        return true;
    }

    /// <summary>Ends the call, wherever it is: waiting, or in a worker.</summary>
    public void Cancel(CallFailure reason)
    {
        Interlocked.CompareExchange(ref _cancelReason, reason, null);
        if (TryWithdraw())
        {
            OnWithdrawn();
            Fail(reason);
        }
        else if (Worker is { } worker)
        {
            worker.Cancel(this, reason);
        }
        else
        {
            Lanes?.Cancel(); // inline, beside the thread that made it
        }
    }

    /// <summary>Encodes the arguments now, on the caller's thread, because the call must wait, or may run again. False where it failed by that.</summary>
    public bool TryEncode()
    {
        try
        {
            Times?.BeginEncode();
            EncodeForQueue();
            Times?.EndEncode();
            return true;
        }
        catch (Exception exception)
        {
            // Also what the getters of the user's own types throw.
            if (TryWithdraw())
                Fail(new LocalFailure(exception));
            return false;
        }
    }

    /// <summary>Whether it is to run again after this failure. Keeps what became of the attempt.</summary>
    protected bool ShouldTryAgain(CallFailure failure)
    {
        if (Method.MaxAttempts < 2 || failure.ToAttempt(this) is not { } attempt)
            return false;
        Attempts = [.. Attempts, attempt];
        return Attempts.Count < Method.MaxAttempts;
    }

    /// <summary>It was withdrawn, and may be in the queue.</summary>
    protected abstract void OnWithdrawn();

    /// <summary>Encodes the arguments, where they can't be read later.</summary>
    protected virtual void EncodeForQueue()
    {
    }

    /// <summary>Makes it a call of its own again, which nobody knows yet.</summary>
    protected void Reuse()
    {
        Renew();
        BeginAgain();
    }
}
