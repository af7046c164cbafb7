using System.Diagnostics;
using ParallelGen.Platform;

namespace ParallelGen.Supervision;

/// <summary>
/// Ends requests that a worker has begun, or that wait there in vain: at their timeout, at a caller's wish, or because the request before
/// them takes longer than anybody expected. Works under its worker's gate.
/// </summary>
internal sealed class RequestStop(WorkerProcess worker, object gate, TimeSpan gracePeriod)
{
    private static readonly long s_millisecond = Stopwatch.Frequency / 1000;
    private static readonly long s_readPatience = 5 * s_millisecond;
    private static readonly long s_stopPatience = Stopwatch.Frequency / 2;

    private volatile bool _stalled;
    private volatile bool _isWatchedForStall;
    private volatile bool _isWatchedForStop;
    private long _answered;
    private long _progressAt;
    private long _answeredAtLook;
    private bool _wasStopped;

    /// <summary>Whether what runs takes longer than expected: nothing more is sent to wait behind it.</summary>
    public bool IsStalled => _stalled && worker.Calls.Load.Count > 0;

    public void OnSent(WorkerRequest request, bool wasIdle)
    {
        if (request.TimeoutMilliseconds > 0)
            worker.CheckAt(Stopwatch.GetTimestamp() + Ticks(request.TimeoutMilliseconds)); // not before, whenever it is claimed
        if (!wasIdle && !_isWatchedForStall)
        {
            _isWatchedForStall = true;
            long now = Stopwatch.GetTimestamp();
            lock (gate)
                _progressAt = now;
            worker.CheckAt(now + s_millisecond);
        }
        if (!_isWatchedForStop)
        {
            _isWatchedForStop = true;
            worker.CheckAt(Stopwatch.GetTimestamp() + s_stopPatience);
        }
    }

    public void OnAnswered(WorkerRequest request)
    {
        if (_stalled)
            _stalled = false;
        if (request.StopReason is not null)
        {
            lock (gate)
                request.StopDeadline = long.MaxValue;
        }
    }

    /// <summary>Ends a request: it is taken back where the worker has not begun it.</summary>
    /// <returns>Whether it was taken back: it is settled by the caller.</returns>
    public bool Cancel(WorkerRequest request, CallFailure reason)
    {
        Failpoint.Hit("parent.cancels");
        lock (gate)
        {
            // Not whole yet: its sender looks for the wish when it is.
            if (!request.IsSent || !worker.Calls.Has(request))
                return false;
            if (worker.Calls.TryRevoke(request))
                return true;
            Stop(request, reason);
        }
        worker.ReturnTakenBack();
        return false;
    }

    public void RequestEnd(WorkerRequest request, CallFailure reason)
    {
        lock (gate)
        {
            if (request.StopReason is not null || !worker.Calls.Has(request))
                return;
            request.StopReason = reason;
            Tell(FrameKind.Cancel, request);
        }
    }

    /// <summary>Lets no further item of a chunk begin.</summary>
    public void Revoke(WorkerRequest request)
    {
        lock (gate)
        {
            if (worker.Calls.Has(request))
                Tell(FrameKind.Revoke, request);
        }
    }

    /// <returns>When to look again.</returns>
    public long Check(long now)
    {
        long next = long.MaxValue;
        List<Action>? late = null;
        bool isTended = worker.Calls.Reader.HasLeft; // what a caller left
        isTended |= worker.Calls.TakeSenderIdle();
        lock (gate)
        {
            if (worker.Serves) // else its requests are settled without it
            {
                foreach (WorkerRequest request in worker.Calls.Sent)
                    next = Math.Min(next, CheckDeadline(request, now, ref late));
                if (_isWatchedForStall)
                    next = Math.Min(next, CheckStall(now, ref isTended));
                if (_isWatchedForStop)
                    next = Math.Min(next, CheckStop(now));
                isTended |= worker.HasTakenBack;
            }
        }
        if (isTended)
            worker.Tend();
        foreach (Action tell in late ?? [])
            worker.RunBeside(tell);
        return next;
    }

    private long CheckDeadline(WorkerRequest request, long now, ref List<Action>? late)
    {
        if (request.StopDeadline != long.MaxValue)
        {
            if (now < request.StopDeadline)
                return request.StopDeadline;
            worker.KillFor(request, request.StopReason!);
            return long.MaxValue;
        }
        if (request.TimeoutMilliseconds <= 0 || request.StopReason is not null)
            return long.MaxValue;
        long startedAt = worker.Calls.StartedAt(request);
        if (startedAt == 0)
            return now + Ticks(request.TimeoutMilliseconds);
        long deadline = startedAt + Ticks(request.TimeoutMilliseconds);
        if (now < deadline)
            return deadline;
        // It may be its answer that is about to be read.
        if (now < deadline + s_readPatience && worker.Calls.Reader.HasUnread)
            return now + s_millisecond;
        if (request.Count > 1 && !worker.Body.HoldsWhileStopped(() => worker.Calls.StartedAt(request) == startedAt))
            return now + Ticks(request.TimeoutMilliseconds); // the item ended just now
        if (Stop(request, new TimeoutFailure(worker.Name)))
            (late ??= []).Add(worker.Telemetry.OnTimeout(request.CallId, request.Method.Name, request.TimeoutMilliseconds, worker.ProcessId));
        return request.StopDeadline;
    }

    // False where there is nothing to stop, or it is being stopped already.
    private bool Stop(WorkerRequest request, CallFailure reason)
    {
        if (request.StopDeadline != long.MaxValue)
            return false;
        if (!request.Method.ObservesCancellation)
            return worker.KillFor(request, reason);
        if (!worker.Calls.Has(request) || worker.Calls.HasClaimedAfter(request))
            return false; // it has just answered
        request.StopReason ??= reason;
        request.StopDeadline = Stopwatch.GetTimestamp() + Ticks((long)gracePeriod.TotalMilliseconds);
        Tell(FrameKind.Cancel, request);
        worker.CheckAt(request.StopDeadline);
        return true;
    }

    // The worker keeps the last wish only: not one for what it has answered already.
    private void Tell(FrameKind kind, WorkerRequest request)
    {
        if (!worker.Calls.HasClaimedAfter(request))
            worker.Body.Tell(kind, request.CallId);
    }

    // What waits behind a request that does not end goes to other workers, or back to the queue.
    private long CheckStall(long now, ref bool isTended)
    {
        WorkerLoad load = worker.Calls.Load;
        if (load.Count < 2)
        {
            _isWatchedForStall = false;
            // A request that came just now saw the mark still set.
            Interlocked.MemoryBarrier();
            if (worker.Calls.Load.Count < 2)
                return long.MaxValue;
            _isWatchedForStall = true;
        }
        long answered = worker.Calls.Answered;
        if (answered != _answered)
        {
            _answered = answered;
            _progressAt = now;
            return now + s_millisecond;
        }
        // A worker that has begun nothing was not given a core, and would have to wait elsewhere too.
        bool runs = worker.Calls.Sent.Any(request => worker.Calls.ClaimedAt(request) != 0);
        // One that runs may have lost its core to others for a slice of the scheduler's time.
        long patience = Math.Max(runs ? 4 * s_millisecond : 20 * s_millisecond, (long)(2e-9 * load.Nanoseconds * Stopwatch.Frequency));
        if (now - _progressAt < patience)
            return _progressAt + patience;
        _stalled = true;
        worker.TakeBack();
        isTended = true; // also for who came meanwhile, and found it closed
        return now + s_millisecond;
    }

    // A worker that a signal has stopped answers nothing, and nobody knows whether it ever goes on. At the second look: when a whole program is
    // continued, its workers may be so a moment after it. What has an end anyway has that one.
    private long CheckStop(long now)
    {
        if (worker.Calls.Load.Count == 0)
        {
            _wasStopped = false;
            _isWatchedForStop = false;
            // A request that came just now saw the mark still set.
            Interlocked.MemoryBarrier();
            if (worker.Calls.Load.Count == 0)
                return long.MaxValue;
            _isWatchedForStop = true;
        }
        long answered = worker.Calls.Answered;
        bool isStopped = answered == _answeredAtLook && !worker.Calls.Sent.Any(HasDeadline) && worker.Body.IsStopped;
        _answeredAtLook = answered;
        if (isStopped && _wasStopped)
            worker.KillStopped();
        worker.Body.CheckEnd(now);
        _wasStopped = isStopped;
        return now + s_stopPatience;
    }

    private bool HasDeadline(WorkerRequest request) =>
        request.StopDeadline != long.MaxValue || (request.TimeoutMilliseconds > 0 && worker.Calls.StartedAt(request) != 0);

    private static long Ticks(long milliseconds) => (long)Math.Min(milliseconds / 1000.0 * Stopwatch.Frequency, long.MaxValue / 4);
}
