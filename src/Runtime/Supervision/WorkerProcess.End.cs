using System.Diagnostics;
using ParallelGen.Diagnostics;
using ParallelGen.Platform;
using ParallelGen.Supervision.Launch;

namespace ParallelGen.Supervision;

// How a worker comes to its end: killed, retired, or by itself; and what becomes of what it had.
internal sealed partial class WorkerProcess
{
    // Written under _gate.
    private WorkerDump? _dump;
    private CallFailure? _killReason; // the first that concerns all its requests
    private List<WorkerRequest> _takenBack = []; // before it was killed
    private bool _wasStopped;
    private string? _breach;
    private bool _wasReopened;

    private volatile bool _isCounted; // what it has answered, among what workers have that are gone

    /// <summary>Kills the worker; the requests that it claimed fail for this reason.</summary>
    public void Kill(CallFailure reason)
    {
        lock (_gate)
            KillLocked(reason);
    }

    /// <summary>
    /// Kills the worker for the sake of one request, which alone fails for this reason, unless it has ended meanwhile. Under the gate;
    /// <see cref="ReturnTakenBack"/> follows when that is released.
    /// </summary>
    /// <returns>Whether it is killed; not where it has just answered.</returns>
    public bool KillFor(WorkerRequest request, CallFailure reason)
    {
        if (!_life.Serves)
            return false;
        // What it has not begun must not be begun in the moment before it dies.
        TakeBack(close: true);
        if (!_calls!.Has(request) || _calls.HasClaimedAfter(request))
        {
            Failpoint.Hit("parent.spares");
            _calls.Open();
            _wasReopened = true;
            Body.Continue(); // it may have been stopped for a look at what it runs
            return false;
        }
        request.StopReason = reason;
        _life.TryMove(WorkerEvent.Killed);
        if (reason is TimeoutFailure timeout && _options.OnTimeout is TimeoutAction.DumpThenKill)
        {
            // It runs on for a while: what is being sent must not be begun then. Whose sender comes to an end later finds it killed.
            TakeBack(close: true);
            _calls.RevokeAll();
            _dump = new WorkerDump(Body, request, timeout, _options.DumpDirectory ?? Path.GetTempPath());
        }
        else
        {
            Body.Kill();
        }
        CheckAt(Body.CheckEnd(Stopwatch.GetTimestamp()));
        return true;
    }

    /// <summary>Takes back what the worker has not begun. Under the gate; <see cref="ReturnTakenBack"/> follows.</summary>
    public void TakeBack(bool close = false) => _takenBack.AddRange(_calls!.TakeBackUnclaimed(close));

    /// <summary>Whether there is something to give back. Under the gate.</summary>
    public bool HasTakenBack => _takenBack.Count > 0 || _wasReopened;

    /// <summary>Gives back what was taken back from the worker.</summary>
    public void ReturnTakenBack()
    {
        List<WorkerRequest> taken;
        bool wasReopened;
        lock (_gate)
        {
            taken = _takenBack;
            wasReopened = _wasReopened;
            _wasReopened = false;
            if (taken.Count > 0)
                _takenBack = [];
        }
        foreach (WorkerRequest request in taken)
            _supervisor.OnReturned(request);
        if (wasReopened)
            OnRead(); // who came meanwhile found it closed
    }

    /// <summary>Ends a worker that something has stopped, as a crash. Under the gate.</summary>
    public void KillStopped()
    {
        _wasStopped = true;
        KillLocked(null);
    }

    /// <summary>The worker sent what this side can make no sense of. Nothing that it says can be trusted from here on: it is ended, as by a crash.</summary>
    public void OnBroken(Exception exception)
    {
        lock (_gate)
        {
            if (_life.Serves)
                _breach = exception.Message;
            KillLocked(null);
        }
    }

    private void End(WorkerBody body, WorkerCalls calls)
    {
        WorkerExit exit = body.WaitForExit();
        WorkerState before;
        lock (_gate)
        {
            before = _life.State;
            _life.TryMove(WorkerEvent.Ended);
            exit = exit with { WasStopped = _wasStopped, Breach = _breach };
        }
        Tell(before, calls, exit);
        _isCounted = true;
        var spin = new SpinWait();
        while (!calls.TryClose())
            spin.SpinOnce();
        calls.Blocks.Close();
        // The replacement starts before anybody is told.
        _supervisor.OnEnded(this);
        _lanes!.Join();
        _dump?.Finish(calls);
        LeftRequests.Settle(calls, _lanes, exit, body.TakeOutput(), _killReason, _supervisor);
        ReturnTakenBack();
        body.Dispose();
        _supervisor.OnDisposed(this);
    }

    private void Tell(WorkerState before, WorkerCalls calls, WorkerExit exit)
    {
        if (before is WorkerState.Killed && !exit.IsItsOwn)
            Telemetry.OnWorkerKilled(Id, exit.ProcessId, calls.Answered);
        else if (before is WorkerState.Retiring && exit.ExitCode == 0)
            Telemetry.OnWorkerRetired(Id, exit.ProcessId, calls.Answered);
        else
            Telemetry.OnWorkerCrashed(Id, exit.ProcessId, calls.Answered, exit.Describe());
    }

    // What came to its end when the rest was taken back already: the worker may live on until its dump is written.
    private void TakeBackLate()
    {
        lock (_gate)
        {
            if (_life.State is not WorkerState.Killed)
                return; // dead, and settled
            TakeBack(close: true);
        }
        ReturnTakenBack();
    }

    private void TryFinishRetiring()
    {
        if (_retirement.TryFinish(_calls!))
            CheckAt(Body.CheckEnd(Stopwatch.GetTimestamp()));
    }

    private long CheckAppointment(long now)
    {
        if (_appointment.Check(Body, now) is { } next)
            return next;
        lock (_gate)
            KillLocked(null);
        return Body.CheckEnd(now);
    }

    private long CheckRetirement(long now)
    {
        if (_retirement.Deadline == long.MaxValue)
            return long.MaxValue;
        if (now < _retirement.Deadline)
            return Math.Min(_retirement.Deadline, Body.CheckEnd(now));
        lock (_gate)
            KillLocked(null);
        return Body.CheckEnd(now);
    }

    private void KillLocked(CallFailure? reason)
    {
        _killReason ??= reason;
        _life.TryMove(WorkerEvent.Killed);
        if (_life.State is not WorkerState.Killed || _body is not { } body)
            return;
        body.Kill(); // also where it was to be killed when its dump is written
        CheckAt(body.CheckEnd(Stopwatch.GetTimestamp()));
    }
}
