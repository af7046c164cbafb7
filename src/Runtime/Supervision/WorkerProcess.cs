using System.Diagnostics;
using ParallelGen.Supervision.Launch;

namespace ParallelGen.Supervision;

/// <summary>
/// One worker from its start to its end: the one place that knows and changes its state. A thread of its own starts the worker, reads what
/// it answers and sees it end, so that no worker's answer waits for another's, nor for the thread pool.
/// </summary>
internal sealed class WorkerProcess
{
    private readonly Supervisor _supervisor;
    private readonly WorkerLauncher _launcher;
    private readonly TimeSpan _cancellationGracePeriod;
    private readonly TimeSpan _pause;
    private readonly LoadedTables _tables = new();
    private readonly object _gate = new();

    // All below: guarded by _gate, but written by whoever owns the worker (the sender of its next request, or its thread).
    private WorkerState _state;
    private WorkerBody? _body;
    private WorkerRequest? _request;
    private bool _sending; // a frame is being written: its memory and the request belong to the sender
    private bool _claimed;
    private bool _cancelSent;
    private CallFailure? _killReason; // the first; why the request ended if this side ended it
    private long _deadline = long.MaxValue;

    public WorkerProcess(int id, int generation, Supervisor supervisor, WorkerLauncher launcher, ProcessPoolOptions options, TimeSpan pause)
    {
        Id = id;
        Generation = generation;
        _supervisor = supervisor;
        _launcher = launcher;
        _cancellationGracePeriod = options.CancellationGracePeriod;
        _pause = pause;
    }

    public int Id { get; }

    public int Generation { get; }

    /// <summary>The process id; 0 before it is started.</summary>
    public int ProcessId => _body?.ProcessId ?? 0;

    /// <summary>When something is to happen to the request that runs, in <see cref="Stopwatch"/> ticks.</summary>
    public long Deadline => Volatile.Read(ref _deadline);

    public void Start() => new Thread(Run) { IsBackground = true, Name = $"ParallelGen worker {Id}" }.UnsafeStart();

    /// <summary>Gives an idle worker a request. Called by its owner alone.</summary>
    public SendOutcome Send(WorkerRequest request)
    {
        Connection calls;
        lock (_gate)
        {
            if (_state is not WorkerState.Ready)
                return SendOutcome.WorkerGone;
            _state = WorkerState.Busy;
            _sending = true;
            _request = request;
            _claimed = false;
            _cancelSent = false;
            calls = _body!.Calls;
        }
        CallFailure? failure = null;
        try
        {
            failure = RequestExchange.Send(request, _tables, calls);
        }
        catch (ConnectionLostException)
        {
            // This worker's thread sees the end of the connection, and returns the request.
        }
        EndSending(failure is not null);
        if (failure is null)
            return SendOutcome.Sent;
        request.Fail(failure);
        return SendOutcome.RequestFailed;
    }

    /// <summary>Ends an idle worker in good order. Called by its owner alone.</summary>
    public void Retire()
    {
        lock (_gate)
        {
            if (_state is not WorkerState.Ready)
                return;
            _state = WorkerState.Retiring;
            _sending = true;
        }
        try
        {
            _body!.Calls.Send(new FrameHeader(FrameKind.Retire, 0));
        }
        catch (ConnectionLostException)
        {
            // It has ended already.
        }
        EndSending(false);
    }

    /// <summary>Kills the worker; its request, if it has one, fails for this reason.</summary>
    public void Kill(CallFailure reason)
    {
        lock (_gate)
            KillLocked(reason);
    }

    /// <summary>Cancels a request: by its token first, if the method looks at it, and by the end of the worker after the grace period.</summary>
    public void Cancel(WorkerRequest request, CallFailure reason)
    {
        lock (_gate)
        {
            if (_request != request || _state is not WorkerState.Busy)
                return;
            if (request.Method.ObservesCancellation)
                CancelLocked(reason);
            else
                KillLocked(reason);
        }
    }

    /// <summary>
    /// Asks what runs to end: cancels its token, and lets no further item begin. Sets no deadline: the pool shuts down, and has its own.
    /// </summary>
    public void RequestEnd(CallFailure reason)
    {
        lock (_gate)
        {
            if (_state is not WorkerState.Busy || _cancelSent)
                return;
            _cancelSent = true;
            _killReason = reason;
            SendControl(FrameKind.Cancel, _request!.CallId);
        }
    }

    /// <summary>Lets no further item of a chunk begin.</summary>
    public void Revoke(WorkerRequest request)
    {
        lock (_gate)
        {
            if (_request == request && _state is WorkerState.Busy)
                SendControl(FrameKind.Revoke, request.CallId);
        }
    }

    /// <summary>Does what is due at the deadline.</summary>
    public void CheckDeadline(long now)
    {
        lock (_gate)
        {
            if (now < _deadline || _state is not WorkerState.Busy)
                return;
            if (_request!.Method.ObservesCancellation && !_cancelSent)
                CancelLocked(new TimeoutFailure(ProcessId));
            else
                KillLocked(_killReason ?? new TimeoutFailure(ProcessId));
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
                if (_state is WorkerState.Killed)
                    body.Kill();
                else
                    _state = WorkerState.Ready;
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
        _supervisor.OnReady(this);
        ReadAnswers(body);
        End(body);
    }

    private void ReadAnswers(WorkerBody body)
    {
        try
        {
            while (body.Calls.Receive(out FrameHeader header))
                Handle(body, header);
        }
        catch (ConnectionLostException)
        {
            // It died in the middle of an answer.
        }
        catch (Exception exception)
        {
            // Whatever it is that this side could not make sense of, the worker's answers can't be trusted from here on.
            Kill(new LocalFailure(new ProcessPoolException($"A worker broke the protocol and was ended: {exception.Message}", exception)));
        }
    }

    private void Handle(WorkerBody body, in FrameHeader header)
    {
        WorkerRequest? request = _request;
        if (request is null || header.CallId != request.CallId)
            throw new ProtocolException($"An answer to call {header.CallId} came, which the worker does not have.");
        if (header.Kind is FrameKind.Claimed)
        {
            body.Calls.ReleasePayload();
            OnClaimed(request);
        }
        else
        {
            Settle(request, RequestExchange.ReadAnswer(request, header, body.Calls, body.ProcessId));
        }
    }

    private void OnClaimed(WorkerRequest request)
    {
        lock (_gate)
        {
            AwaitSender();
            _claimed = true;
            if (request.TimeoutMilliseconds > 0 && !_cancelSent)
                SetDeadline(request.TimeoutMilliseconds);
        }
        request.Claim();
    }

    private void Settle(WorkerRequest request, CallFailure? failure)
    {
        CallFailure? reason;
        lock (_gate)
        {
            AwaitSender();
            // Killed in this very moment: the end of the worker settles the request.
            if (_state is not WorkerState.Busy)
                return;
            reason = _killReason;
            _request = null;
            _killReason = null;
            Volatile.Write(ref _deadline, long.MaxValue);
            _state = WorkerState.Ready;
        }
        request.EndReason = reason;
        if (failure is null)
            request.Succeed();
        else
            request.Fail(failure.IsCancellation ? reason ?? failure : failure);
        _supervisor.OnIdle(this);
    }

    private void End(WorkerBody body)
    {
        WorkerExit exit = body.WaitForExit();
        WorkerRequest? request;
        bool claimed;
        CallFailure? reason;
        lock (_gate)
        {
            AwaitSender();
            _state = WorkerState.Dead;
            Volatile.Write(ref _deadline, long.MaxValue);
            request = _request;
            claimed = _claimed;
            reason = _killReason;
            _request = null;
        }
        // The replacement starts before anybody is told.
        _supervisor.OnEnded(this);
        if (request is not null)
        {
            if (claimed || reason is not null)
                request.Fail(reason ?? new CrashFailure(exit, MayHaveRun: true));
            else if (++request.ReturnCount > WorkerRequest.MaxReturns || !request.TryRestore(body.Calls.TakeUnclaimed(0, request.CallId)))
                request.Fail(new CrashFailure(exit, MayHaveRun: false));
            else
                _supervisor.OnReturned(request);
        }
        body.Dispose();
        _supervisor.OnDisposed(this);
    }

    // The worker's thread waits for the sender before it touches the request, so the request is still here.
    private void EndSending(bool dropRequest)
    {
        lock (_gate)
        {
            _sending = false;
            if (dropRequest)
            {
                _request = null;
                _killReason = null;
                Volatile.Write(ref _deadline, long.MaxValue);
                if (_state is WorkerState.Busy)
                    _state = WorkerState.Ready;
            }
            Monitor.PulseAll(_gate);
        }
    }

    private void AwaitSender()
    {
        while (_sending)
            Monitor.Wait(_gate);
    }

    private void CancelLocked(CallFailure reason)
    {
        if (_cancelSent)
            return;
        _cancelSent = true;
        _killReason = reason;
        SendControl(FrameKind.Cancel, _request!.CallId);
        SetDeadline((long)_cancellationGracePeriod.TotalMilliseconds);
    }

    private void KillLocked(CallFailure reason)
    {
        if (_state is WorkerState.Dead or WorkerState.Killed)
            return;
        _killReason ??= reason;
        _state = WorkerState.Killed;
        Volatile.Write(ref _deadline, long.MaxValue);
        _body?.Kill();
    }

    private void SetDeadline(long milliseconds)
    {
        long now = Stopwatch.GetTimestamp();
        long ticks = (long)Math.Min(milliseconds / 1000.0 * Stopwatch.Frequency, long.MaxValue / 4);
        Volatile.Write(ref _deadline, now + ticks);
        _supervisor.OnDeadlineSet(now + ticks);
    }

    private void SendControl(FrameKind kind, long callId)
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
}
