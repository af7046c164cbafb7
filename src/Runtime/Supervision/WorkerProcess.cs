using System.Diagnostics;
using ParallelGen.Diagnostics;
using ParallelGen.Supervision.Launch;

namespace ParallelGen.Supervision;

/// <summary>
/// One worker from its start to its end: the one place that knows and changes its state. A thread of its own starts the worker, reads what
/// it answers and sees it end, so that no worker's answer waits for another's, nor for the thread pool.
/// </summary>
internal sealed class WorkerProcess
{
    /// <summary>The number of a worker that has no place yet.</summary>
    public const int SpareId = -1;

    private readonly Supervisor _supervisor;
    private readonly WorkerLauncher _launcher;
    private readonly RequestStop _stop;
    private readonly TimeSpan _pause;
    private readonly object _gate = new();

    // Written under _gate.
    private volatile WorkerState _state;
    private WorkerBody? _body;
    private WorkerCalls? _calls;
    private CallFailure? _killReason; // the first that concerns all its requests
    private List<WorkerRequest> _takenBack = []; // before it was killed
    private int _retireSent;

    /// <summary>How often somebody wanted it to be given what waits since the last look at that; for its owner.</summary>
    public int RefillRequests;

    public WorkerProcess(int id, int generation, Supervisor supervisor, WorkerLauncher launcher, ProcessPoolOptions options, TimeSpan pause)
    {
        Id = id;
        Generation = generation;
        _supervisor = supervisor;
        _launcher = launcher;
        _pause = pause;
        _stop = new RequestStop(this, _gate, options.CancellationGracePeriod);
    }

    /// <summary>Hears of what becomes of workers and of calls that end badly.</summary>
    public PoolTelemetry Telemetry => _supervisor.Telemetry;

    public int Id { get; private set; }

    public int Generation { get; private set; }

    /// <summary>Whether it is counted among the ready ones. The supervisor's, under its gate.</summary>
    public bool IsCounted { get; set; }

    /// <summary>The process id; 0 before it is started.</summary>
    public int ProcessId => _body?.ProcessId ?? 0;

    /// <summary>Its requests; meaningful once it was ready.</summary>
    public WorkerCalls Calls => _calls!;

    /// <summary>Whether it would take a request now.</summary>
    public bool TakesRequests => _state is WorkerState.Ready && !_stop.IsStalled && _calls!.HasRoom;

    /// <summary>Whether it is at work as expected.</summary>
    public bool IsServing => _state is WorkerState.Ready && !_stop.IsStalled && _calls!.CanSend;

    /// <summary>What it does now.</summary>
    public WorkerStatistics GetStatistics() => new()
    {
        Id = Id,
        Generation = Generation,
        ProcessId = ProcessId,
        IsReady = _state is WorkerState.Ready,
        CallsInFlight = _calls?.Load.Count ?? 0,
        AnsweredCalls = _calls?.Answered ?? 0,
    };

    public void Start() => new Thread(Run) { IsBackground = true, Name = Id == SpareId ? "ParallelGen spare" : $"ParallelGen worker {Id}" }.UnsafeStart();

    /// <summary>Gives a spare that is ready the place of another worker, which it takes when it has heard of it.</summary>
    public void Appoint(int id, int generation)
    {
        Id = id;
        Generation = generation;
        try
        {
            _body!.Calls.Send(new FrameHeader(FrameKind.Appoint, 0) { Method = id, Count = generation });
        }
        catch (ConnectionLostException)
        {
            // It has ended; its thread sees it, and it is replaced in turn.
        }
    }

    /// <summary>Its state and its requests, for people who look for a hang.</summary>
    public override string ToString() =>
        $"worker {Id}.{Generation}, process {ProcessId}, {_state}{(_stop.IsStalled ? ", stalled" : "")}: {string.Join(", ", _calls?.Sent.Select(request => $"{request.Method.Name} {request.CallId}{(_calls.ClaimedAt(request) != 0 ? " claimed" : "")}") ?? [])}";

    /// <summary>Gives the worker a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="wasIdle">Whether the worker had nothing else.</param>
    public SendOutcome TrySend(WorkerRequest request, out bool wasIdle)
    {
        wasIdle = false;
        if (_state is not WorkerState.Ready)
            return SendOutcome.WorkerGone;
        SendOutcome outcome = _calls!.TrySend(request, out wasIdle);
        if (outcome is SendOutcome.Sent)
            _stop.OnSent(request, wasIdle);
        return outcome;
    }

    /// <summary>Ends the worker in good order as soon as it has nothing to do; it takes no further request.</summary>
    public void Retire()
    {
        lock (_gate)
        {
            if (_state is not WorkerState.Ready)
                return;
            _state = WorkerState.Retiring;
        }
        TryFinishRetiring();
    }

    /// <summary>Kills the worker; the requests that it claimed fail for this reason.</summary>
    public void Kill(CallFailure reason)
    {
        lock (_gate)
            KillLocked(reason);
    }

    /// <summary>
    /// Cancels a request: takes it back if the worker has not begun it; else by its token, if the method looks at it, and by the end of the
    /// worker after the grace period.
    /// </summary>
    public void Cancel(WorkerRequest request, CallFailure reason)
    {
        if (_calls is not { } calls || !calls.TryRevoke(request))
        {
            _stop.Cancel(request, reason);
            return;
        }
        request.Fail(reason);
        OnRead(); // there is room, and no answer will come that says so
    }

    /// <summary>
    /// Asks everything to end: takes back what did not begin, cancels the token of what runs, and lets no further item begin. Sets no
    /// deadline: the pool shuts down, and has its own.
    /// </summary>
    public void RequestEnd(CallFailure reason)
    {
        foreach (WorkerRequest request in _calls?.Sent ?? [])
        {
            if (_calls!.TryRevoke(request))
                request.Fail(reason);
            else
                _stop.RequestEnd(request, reason);
        }
    }

    /// <summary>Takes a chunk back, or lets no further item of it begin.</summary>
    /// <returns>Whether it was taken back: it is settled by the caller.</returns>
    public bool Revoke(WorkerRequest request)
    {
        // What is not whole yet its sender takes back when it is.
        if (_calls is not { } calls || !request.IsSent)
            return false;
        if (calls.TryRevoke(request))
        {
            OnRead();
            return true;
        }
        lock (_gate)
        {
            if (calls.Has(request))
                SendControl(FrameKind.Revoke, request.CallId);
        }
        return false;
    }

    /// <summary>Does what is due.</summary>
    /// <returns>When to look again.</returns>
    public long Check(long now) => _state is WorkerState.Ready or WorkerState.Retiring ? _stop.Check(now) : long.MaxValue;

    /// <summary>Answers were read, and the worker may have room. By any thread.</summary>
    public void OnRead()
    {
        if (_state is WorkerState.Retiring)
            TryFinishRetiring();
        else
            _supervisor.OnRoom(this);
    }

    /// <summary>An answer was read.</summary>
    public void Settle(WorkerRequest request, CallFailure? failure, ref List<WorkerRequest>? later)
    {
        _stop.OnAnswered(request);
        if (failure is not null)
            request.Fail(failure.IsCancellation ? request.StopReason ?? failure : failure);
        else if (request.MayWaitInWorker)
            (later ??= []).Add(request); // the next chunk is encoded then: not by a thread that others wait for
        else
            request.Succeed();
    }

    /// <summary>Looks at the worker at that time. By <see cref="RequestStop"/>.</summary>
    public void CheckAt(long time) => _supervisor.OnDeadlineSet(time);

    /// <summary>Gives requests back, which the worker did not begin.</summary>
    public void Return(List<WorkerRequest> requests)
    {
        foreach (WorkerRequest request in requests)
            _supervisor.OnReturned(request);
    }

    /// <summary>
    /// Kills the worker for the sake of one request, which alone fails for this reason, unless it has ended meanwhile. Under the gate;
    /// <see cref="ReturnTakenBack"/> follows when that is released.
    /// </summary>
    public void KillFor(WorkerRequest request, CallFailure reason)
    {
        if (_state is WorkerState.Dead or WorkerState.Killed)
            return;
        // What it has not begun must not be begun in the moment before it dies.
        _takenBack.AddRange(_calls!.TakeBackUnclaimed(close: true));
        if (_calls.HasClaimedAnother(request))
        {
            _calls.Open();
            return;
        }
        request.StopReason = reason;
        _state = WorkerState.Killed;
        _body!.Kill();
    }

    /// <summary>Gives back what was taken back from the worker.</summary>
    public void ReturnTakenBack()
    {
        List<WorkerRequest> taken;
        lock (_gate)
        {
            if (_takenBack.Count == 0)
                return;
            taken = _takenBack;
            _takenBack = [];
        }
        Return(taken);
    }

    /// <summary>Whether something has stopped the worker.</summary>
    public bool IsStopped => _body is { IsStopped: true };

    /// <summary>Ends a worker that something has stopped, as a crash. Under the gate.</summary>
    public void KillStopped() => KillLocked(null);

    /// <summary>
    /// Stops the worker, and looks whether a condition still holds of what it runs: it can't begin the next item meanwhile, which would be killed
    /// for the one before it. Where it does not hold any more, the worker goes on. Under the gate.
    /// </summary>
    public bool HoldsWhileStopped(Func<bool> condition)
    {
        _body!.TryStop();
        if (condition())
            return true;
        _body.Continue();
        return false;
    }

    /// <summary>Tells the worker of a block of shared memory, of which it gets requests.</summary>
    public void Share(SharedBlock block)
    {
        lock (_gate)
        {
            try
            {
                _body!.Share(block);
            }
            catch (ConnectionLostException)
            {
                // The worker ends; its thread sees it.
            }
        }
    }

    /// <summary>Tells the worker that a block is free.</summary>
    public void Forget(long blockId)
    {
        lock (_gate)
            SendControl(FrameKind.Forget, blockId);
    }

    /// <summary>Says something on the control connection. Under the gate.</summary>
    public void SendControl(FrameKind kind, long callId)
    {
        try
        {
            _body!.Control.Send(new FrameHeader(kind, callId));
        }
        catch (ConnectionLostException)
        {
            // The worker ends; its thread sees it.
        }
    }

    private void Run()
    {
        WorkerBody body;
        try
        {
            _supervisor.WaitBeforeStart(_pause);
            body = _launcher.Launch(Id, Generation, _supervisor.Shutdown);
            lock (_gate)
            {
                _body = body;
                _calls = new WorkerCalls(this, body);
                if (_state is WorkerState.Killed)
                    body.Kill();
                else
                    _state = Id == SpareId ? WorkerState.Spare : WorkerState.Ready;
            }
        }
        catch (Exception exception)
        {
            // Whatever it was, there is no worker; who waits for one is told the reason.
            lock (_gate)
                _state = WorkerState.Dead;
            _supervisor.OnStartFailed(this, exception);
            return;
        }
        if (Id != SpareId || AwaitAppointment(body))
        {
            _supervisor.OnReady(this);
            _calls.Reader.Pump();
        }
        End(body, _calls);
    }

    // On its own thread, as everything that the pool hears of a worker's life.
    private bool AwaitAppointment(WorkerBody body)
    {
        _supervisor.OnSpareReady(this);
        try
        {
            if (!body.Calls.Receive(out FrameHeader header) || header.Kind is not FrameKind.Appointed)
                return false;
            body.Calls.ReleasePayload();
        }
        catch (Exception exception) when (exception is ConnectionLostException or ProtocolException)
        {
            return false;
        }
        lock (_gate)
        {
            if (_state is WorkerState.Spare)
                _state = WorkerState.Ready;
        }
        return true;
    }

    private void End(WorkerBody body, WorkerCalls calls)
    {
        WorkerExit exit = body.WaitForExit();
        WorkerState before;
        lock (_gate)
        {
            before = _state;
            _state = WorkerState.Dead;
        }
        Tell(before, calls, exit);
        var spin = new SpinWait();
        while (!calls.TryClose())
            spin.SpinOnce();
        calls.Blocks.Close();
        // The replacement starts before anybody is told.
        _supervisor.OnEnded(this);
        List<(WorkerRequest Request, bool IsClaimed)> left = [.. calls.TakeAll()];
        bool wasIdle = !left.Exists(static entry => entry.IsClaimed);
        foreach ((WorkerRequest request, bool isClaimed) in left)
        {
            bool hasBegun = isClaimed && !calls.ReadRemains(request);
            // What waited behind another that ran is not what killed the worker.
            if (wasIdle)
                request.ReturnCount++;
            if (hasBegun || request.ReturnCount > WorkerRequest.MaxReturns || !request.TryRestore(calls.TakeUnclaimed(request)))
                request.Fail(request.StopReason ?? _killReason ?? new CrashFailure(exit, MayHaveRun: hasBegun));
            else
                _supervisor.OnReturned(request);
        }
        ReturnTakenBack();
        body.Dispose();
        _supervisor.OnDisposed(this);
    }

    private void Tell(WorkerState before, WorkerCalls calls, WorkerExit exit)
    {
        if (before is WorkerState.Killed)
            Telemetry.OnWorkerKilled(Id, exit.ProcessId, calls.Answered);
        else if (before is WorkerState.Retiring && exit.ExitCode == 0)
            Telemetry.OnWorkerRetired(Id, exit.ProcessId, calls.Answered);
        else
            Telemetry.OnWorkerCrashed(Id, exit.ProcessId, calls.Answered, exit.Describe());
    }

    private void TryFinishRetiring()
    {
        var spin = new SpinWait();
        while (!_calls!.TryClose())
            spin.SpinOnce(); // who began to send before the state changed
        if (_calls.Load.Count == 0 && Interlocked.Exchange(ref _retireSent, 1) == 0)
            _calls.SendRetire();
    }

    private void KillLocked(CallFailure? reason)
    {
        _killReason ??= reason;
        if (_state is WorkerState.Dead or WorkerState.Killed)
            return;
        _state = WorkerState.Killed;
        _body?.Kill();
    }
}
