using System.Diagnostics;
using ParallelGen.Platform;
using ParallelGen.Supervision.Launch;

namespace ParallelGen.Supervision;

/// <summary>
/// The requests that one worker has, from its first to its end: how they go to it, and what becomes of its answers. One thread at a time
/// sends, and one reads (<see cref="AnswerReader"/>); no lock is held for either.
/// </summary>
internal sealed class WorkerCalls
{
    private const int Free = 0;
    private const int Sending = 1;
    private const int Closed = 2;

    private readonly WorkerProcess _worker;
    private readonly WorkerBody _body;
    private readonly Connection _calls;
    private readonly long _maxGiven;
    private readonly LoadedTables _tables;
    private readonly RequestSlots _slots;
    private int _sending;
    private long _given; // by the sender alone
    private long _notRun;
    private long _load;
    private long _answered;
    private volatile bool _broken;
    private bool _isSenderIdle;

    public WorkerCalls(WorkerProcess worker, WorkerBody body, LoadedTables tables, long maxCalls)
    {
        _worker = worker;
        _tables = tables;
        _maxGiven = maxCalls;
        _body = body;
        _calls = body.Calls;
        // What is printed while a call runs is that call's only if there is no other.
        _slots = new RequestSlots(body.CapturesOutput ? 1 : _calls.SlotCount);
        Blocks = new KnownBlocks(body);
        Reader = new AnswerReader(_calls, this);
        _calls.OnSenderIdle = OnSenderIdle;
    }

    public KnownBlocks Blocks { get; }

    public AnswerReader Reader { get; }

    /// <summary>Whose they are.</summary>
    public WorkerName Worker => _worker.Name;

    public WorkerLoad Load => WorkerLoad.Read(ref _load);

    /// <summary>How many answers came, to see whether one came.</summary>
    public long Answered => Volatile.Read(ref _answered);

    public bool HasRoom => Volatile.Read(ref _sending) == Free && Load.Count < _slots.Count && CanSend;

    public bool CanSend => _calls.CanSend && Given < _maxGiven;

    /// <summary>How many calls, or items of maps, the worker was given so far, and runs or has run, or is still to.</summary>
    public long Given => Volatile.Read(ref _given) - Volatile.Read(ref _notRun);

    /// <summary>Whether the worker has begun a request.</summary>
    public bool HasBegun => Answered > 0 || Sent.Any(request => ClaimedAt(request) != 0);

    public bool IsFull => Load.Count >= _slots.Count;

    public bool IsPollable => _calls.IsPollable;

    public bool KeepsItems => _calls.KeepsItems;

    public bool AwaitsAnswers => !_broken && Load.Count > 0;

    /// <summary>Whether no further answer can be read.</summary>
    public bool IsBroken => _broken;

    /// <summary>The requests that the worker has whole.</summary>
    public IEnumerable<WorkerRequest> Sent
    {
        get
        {
            for (int slot = 0; slot < _slots.Count; slot++)
            {
                if (_slots[slot] is { IsSent: true } request)
                    yield return request;
            }
        }
    }

    public bool Has(WorkerRequest request) => _slots[request.Slot] == request;

    public long ClaimedAt(WorkerRequest request) => _calls.ClaimedAt(request.Slot, request.CallId);

    /// <summary>When the request, or its item that runs, began.</summary>
    public long StartedAt(WorkerRequest request) => _calls.ItemStartedAt(request.Slot, request.CallId);

    /// <param name="request">The request.</param>
    /// <param name="wasIdle">Whether the worker had nothing else.</param>
    public SendOutcome TrySend(WorkerRequest request, out bool wasIdle)
    {
        wasIdle = false;
        int before = Interlocked.CompareExchange(ref _sending, Sending, Free);
        if (before != Free)
            return before == Closed ? SendOutcome.WorkerGone : SendOutcome.Busy;
        // What this side counts as sent may never be less than what is: whoever reads answers looks at the count.
        WorkerLoad share = WorkerLoad.Of(request.ExpectedNanoseconds);
        request.Share = share;
        request.GivenBefore = _given;
        wasIdle = Load.Count == 0;
        if (!CanSend || !_slots.TryAdd(request, wasIdle))
        {
            Volatile.Write(ref _sending, Free);
            return SendOutcome.Busy;
        }
        if (!request.TryBegin(_worker))
        {
            _slots.TryRemove(request);
            Volatile.Write(ref _sending, Free);
            return SendOutcome.Withdrawn;
        }
        wasIdle = share.AddTo(ref _load).Count == 0;
        Volatile.Write(ref _given, _given + Math.Max(1, request.Count));
        SendOutcome outcome = Write(request, out CallFailure? failure);
        Interlocked.Exchange(ref _sending, Free); // a full fence: whoever found it busy has put its call into the queue, which is looked at next
        if (failure is not null)
            request.Fail(failure);
        return outcome;
    }

    /// <summary>Sends nothing from here on. False when a sender is still at work.</summary>
    public bool TryClose() => Interlocked.CompareExchange(ref _sending, Closed, Free) is Free or Closed;

    /// <summary>Sends the word to end, after <see cref="TryClose"/>.</summary>
    public void SendRetire()
    {
        try
        {
            _calls.Send(new FrameHeader(FrameKind.Retire, 0));
        }
        catch (ConnectionLostException)
        {
            // It has ended already.
        }
    }

    /// <summary>
    /// Lets the worker claim nothing any more, not even what somebody still writes for it: whoever does so looks afterwards, and takes it back.
    /// </summary>
    public void RevokeAll()
    {
        Interlocked.MemoryBarrierProcessWide(); // a sender that did not see the end of its worker is seen here, and needs no fence for that
        for (int slot = 0; slot < _slots.Count; slot++)
        {
            if (_slots[slot] is { } request && _calls.TryRevoke(request.Slot, request.CallId))
                request.IsUnclaimable = true;
        }
    }

    /// <summary>Takes a request back that the worker has not claimed, for good. The caller settles it.</summary>
    public bool TryRevoke(WorkerRequest request) => !request.IsUnclaimable && TryTake(request);

    private bool TryTake(WorkerRequest request)
    {
        if (!request.IsSent || !CanTake(request) || !_slots.TryRemove(request))
            return false;
        Withdraw(request);
        return true;
    }

    /// <summary>Takes back what the worker has not claimed, to be sent elsewhere.</summary>
    /// <param name="close">Whether nothing is sent from then on, until <see cref="Open"/>.</param>
    public List<WorkerRequest> TakeBackUnclaimed(bool close = false)
    {
        List<WorkerRequest> taken = [];
        // The memory of a request that is taken back must not be written over before it is read.
        var spin = new SpinWait();
        int before;
        while ((before = Volatile.Read(ref _sending)) == Sending || Interlocked.CompareExchange(ref _sending, Sending, before) != before)
        {
            if (spin.Count > 30)
                return taken;
            spin.SpinOnce();
        }
        Failpoint.Hit("parent.takes.back");
        foreach (WorkerRequest request in Sent)
        {
            if (!TryTake(request))
                continue;
            if (request.TryRestore(_calls.TakeUnclaimed(request.Slot, request.CallId)))
                taken.Add(request);
            else
                request.Fail(new LocalFailure(new ProcessPoolException("A call that was taken back from a worker could not be restored.")));
        }
        Volatile.Write(ref _sending, close ? Closed : before);
        return taken;
    }

    /// <summary>Whether the worker has claimed a later request: then it has answered this one.</summary>
    public bool HasClaimedAfter(WorkerRequest request)
    {
        // Also one of which it does not have the end yet.
        for (int slot = 0; slot < _slots.Count; slot++)
        {
            if (_slots[slot] is { } other && other.GivenBefore > request.GivenBefore && ClaimedAt(other) != 0)
                return true;
        }
        return false;
    }

    /// <summary>Sends again, after <see cref="TakeBackUnclaimed"/>.</summary>
    public void Open() => Interlocked.CompareExchange(ref _sending, Free, Closed);

    /// <summary>Reads the answers that are there. By the holder of the baton alone.</summary>
    /// <returns>Requests that the reader settles when it has laid down the baton, because settling them is work of its own.</returns>
    public List<WorkerRequest>? ReadAnswers()
    {
        List<WorkerRequest>? settled = null;
        try
        {
            while (!_broken && _calls.TryReceive(out FrameHeader header))
                Handle(header, ref settled);
        }
        catch (ConnectionLostException)
        {
            _broken = true; // it died in the middle of an answer
        }
        catch (Exception exception)
        {
            // Whatever it is that this side could not make sense of, the worker's answers can't be trusted from here on.
            _broken = true;
            _worker.OnBroken(exception);
        }
        return settled;
    }

    public void OnRead() => _worker.OnRead();

    /// <summary>Whether it can be sent again what could not, for a while. True once.</summary>
    public bool TakeSenderIdle() => _isSenderIdle && Interlocked.Exchange(ref _isSenderIdle, false);

    /// <summary>There are answers that nobody reads: if no caller does, the pool's own thread looks in a millisecond.</summary>
    public void ReadSoon() => _worker.CheckAt(Stopwatch.GetTimestamp() + (Stopwatch.Frequency / 1000));

    /// <summary>The worker is gone: gives out everything that it still has. Closed, and nobody reads any more.</summary>
    public IEnumerable<(WorkerRequest Request, bool IsClaimed)> TakeAll()
    {
        for (int slot = 0; slot < _slots.Count; slot++)
        {
            if (_slots[slot] is { } request && _slots.TryRemove(request))
                yield return (request, ClaimedAt(request) != 0);
        }
    }

    /// <summary>Reads what the dead worker left of a request that it had claimed. True where it had not begun any of its items.</summary>
    public bool ReadRemains(WorkerRequest request)
    {
        var remains = new ItemRemains();
        if (request.Kind is FrameKind.Call || !_calls.TryGetRemains(request.Slot, request.CallId, request.Count, ref remains))
            return false;
        if (remains.Index < 0)
            return true;
        request.ReadRemains(ref remains);
        return false;
    }

    public PayloadBuffer? TakeUnclaimed(WorkerRequest request) => _calls.TakeUnclaimed(request.Slot, request.CallId);

    public static void Collect(ref List<WorkerRequest>? settled, List<WorkerRequest>? more)
    {
        if (settled is null)
            settled = more;
        else if (more is not null)
            settled.AddRange(more);
    }

    public static void Settle(List<WorkerRequest>? settled)
    {
        if (settled is null)
            return;
        foreach (WorkerRequest request in settled)
            request.Succeed();
    }

    private SendOutcome Write(WorkerRequest request, out CallFailure? failure)
    {
        bool isSeen = false;
        try
        {
            failure = OpenLanes(request) ?? RequestExchange.Send(request, _tables, Blocks, _calls, out isSeen, _worker);
            if (failure is null)
                return SendOutcome.Sent; // and perhaps answered: the request may be another by now
        }
        catch (ConnectionLostException)
        {
            // Where it can be taken back, its sender, which still has the arguments, may give it to another worker; else the end of this
            // one shows whether it was claimed.
            failure = null;
            if (!CanTake(request) || !_slots.TryRemove(request))
                return SendOutcome.Sent;
            Withdraw(request);
            request.BeginAgain();
            return SendOutcome.WorkerGone;
        }
        if (isSeen && !CanTake(request))
        {
            // The worker reads it already, and its answer settles it: of a chunk some items may have run.
            request.IsSent = true;
            failure = null;
            return SendOutcome.Sent;
        }
        if (_slots.TryRemove(request))
            Withdraw(request);
        else
            failure = null; // who took it back, when it looked whole, settles it
        return SendOutcome.RequestFailed;
    }

    private bool CanTake(WorkerRequest request) => request.IsUnclaimable || _calls.TryRevoke(request.Slot, request.CallId);

    private LocalFailure? OpenLanes(WorkerRequest request)
    {
        if (request.Lanes is not { } lanes)
            return null;
        try
        {
            _worker.Lanes.Open(request.CallId, lanes);
            return null;
        }
        catch (NoThreadException exception)
        {
            return new LocalFailure(exception);
        }
    }

    // On the thread that sent what took long, which waits for nobody: who found it busy meanwhile waits in the queue.
    private void OnSenderIdle()
    {
        Interlocked.MemoryBarrier(); // who waits sees that it can be sent, or this thread sees who waits
        if (!_worker.IsAwaited)
            return;
        Volatile.Write(ref _isSenderIdle, true);
        _worker.CheckAt(Stopwatch.GetTimestamp());
    }

    // The worker had it, and will not run it.
    private void Withdraw(WorkerRequest request)
    {
        request.Share.TakeFrom(ref _load);
        Interlocked.Add(ref _notRun, Math.Max(1, request.Count));
        if (request.Lanes is not null)
            _worker.Lanes.Withdraw(request.CallId);
    }

    private void Handle(in FrameHeader header, ref List<WorkerRequest>? settled)
    {
        WorkerRequest? request = _slots[header.Slot];
        if (request is null || header.CallId != request.CallId)
            throw new ProtocolException($"An answer to call {header.CallId} came, which the worker does not have.");
        if (header.Kind is FrameKind.Claimed)
        {
            _calls.ReleasePayload();
            return;
        }
        CallFailure? failure;
        try
        {
            failure = RequestExchange.ReadAnswer(request, header, _calls, Worker);
        }
        catch (FrameAbandonedException)
        {
            _calls.ReleasePayload();
            return; // why it was abandoned comes in the next frame
        }
        if (failure is RemoteFailure { Error.Origin: RemoteErrorOrigin.Arguments } && request.RefersToBlocks)
            Blocks.TellAgain(request);
        if (_body.CapturesOutput)
            request.Output = _body.TakeOutput();
        if (!_slots.TryRemove(request))
            throw new UnreachableException("Somebody else took a request whose answer is read.");
        request.Share.TakeFrom(ref _load);
        Volatile.Write(ref _answered, _answered + 1);
        if (header.Duration != 0)
            request.Method.Learn(header.Duration);
        _worker.Settle(request, failure, ref settled);
    }
}
