using ParallelGen.Supervision;
using ParallelGen.Supervision.Launch;

namespace ParallelGen.Dispatch;

/// <summary>Brings calls and workers together. Thread-safe.</summary>
internal sealed class Dispatcher : IWorkerOwner
{
    private readonly Supervisor _supervisor;
    private readonly Lock _gate = new();

    // Guarded by _gate.
    private readonly CallQueue _queue = new();
    private readonly List<WorkerProcess> _idle = []; // the last is the one that worked last: its caches are warm
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _stopping = new();
    private int _operations;
    private bool _closed;   // no new call or map
    private bool _stopped;  // nor a further chunk of one
    private bool _retiring; // whoever is idle ends

    public Dispatcher(ProcessPoolOptions options)
    {
        Options = options;
        WorkerLauncher launcher = options.ExecutionMode is ExecutionMode.InProcess
            ? new ThreadLauncher(options.MaxPayloadBytes)
            : new ProcessLauncher(options);
        _supervisor = new Supervisor(options, launcher, this);
    }

    public ProcessPoolOptions Options { get; }

    /// <summary>Cancelled when the pool takes no further chunk of the maps that are under way.</summary>
    public CancellationToken Stopping => _stopping.Token;

    /// <summary>Starts all workers, and completes when they are ready.</summary>
    public Task WarmUp()
    {
        lock (_gate)
            ObjectDisposedException.ThrowIf(_closed, typeof(ProcessPool));
        if (PoolWorker.Current.IsWorker)
            return Task.CompletedTask; // calls run inline there: nothing is ever started
        Task ready = _supervisor.WhenAllReady();
        _supervisor.EnsureStarted();
        return ready;
    }

    /// <summary>Begins a call, a map or a stream; <see cref="EndOperation"/> ends it.</summary>
    /// <exception cref="ObjectDisposedException">The pool takes no more.</exception>
    public void BeginOperation()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, typeof(ProcessPool));
            _operations++;
        }
    }

    public void EndOperation()
    {
        lock (_gate)
        {
            if (--_operations == 0 && _closed)
                _drained.TrySetResult();
        }
    }

    /// <summary>
    /// Gives the call to an idle worker, which encodes its arguments on this thread, or encodes them into a buffer and lets the call wait.
    /// </summary>
    public void Submit(PendingCall call)
    {
        if (PoolWorker.Current.IsWorker)
        {
            InlineWorker.Run(call, Options);
            return;
        }
        _supervisor.EnsureStarted();
        WorkerProcess? worker;
        bool hasRoom;
        lock (_gate)
        {
            worker = _stopped ? null : TakeIdle(); // after the stop the queue turns the call away
            hasRoom = _queue.Count < Options.MaxQueuedCalls && _queue.EncodedBytes < Options.MaxQueuedBytes;
        }
        if (worker is null)
        {
            if (!hasRoom || TryEncode(call))
                Enqueue(call, isReturned: false);
        }
        else if (!call.TryBegin() || Give(call, worker))
        {
            OnIdle(worker);
        }
    }

    public void OnIdle(WorkerProcess worker)
    {
        while (true)
        {
            PendingCall? call;
            lock (_gate)
            {
                call = _queue.Take();
                if (call is null && !_retiring)
                    _idle.Add(worker);
            }
            if (call is null)
            {
                if (_retiring)
                    worker.Retire();
                return;
            }
            if (!Give(call, worker))
                return;
        }
    }

    public void OnEnded(WorkerProcess worker)
    {
        lock (_gate)
            _idle.Remove(worker);
    }

    public void OnReturned(WorkerRequest request)
    {
        var call = (PendingCall)request;
        call.BeginAgain();
        if (call.CancelReason is { } reason)
        {
            call.Cancel(reason);
            return;
        }
        Enqueue(call, isReturned: true);
    }

    public void OnGaveUp(WorkerStartException reason) => FailWaiting(new LocalFailure(reason));

    /// <summary>Ends the pool. Calls of it may overlap; a harder mode overtakes a milder one.</summary>
    public async Task ShutdownAsync(ShutdownMode mode)
    {
        if (mode is ShutdownMode.Drain)
        {
            await Close().ConfigureAwait(false);
        }
        else if (mode is ShutdownMode.Cancel)
        {
            Task drained = Close();
            Stop();
            foreach (WorkerProcess worker in _supervisor.Workers)
                worker.RequestEnd(CancelFailure.ByShutdown);
            await WaitAtMost(drained, Options.ShutdownGracePeriod).ConfigureAwait(false);
        }
        Task ended = Finish(kill: mode is ShutdownMode.Kill);
        await WaitAtMost(ended, Options.ShutdownGracePeriod).ConfigureAwait(false);
        KillAll();
        await ended.ConfigureAwait(false);
        _supervisor.Dispose();
    }

    /// <summary>Kills the pool and waits for the end of its workers, without help from the thread pool.</summary>
    public void Kill()
    {
        Finish(kill: true).GetAwaiter().GetResult();
        _supervisor.Dispose();
    }

    private Task Finish(bool kill)
    {
        Close();
        Stop();
        Task ended = _supervisor.StopStarting();
        if (kill)
            KillAll();
        WorkerProcess[] idle;
        lock (_gate)
        {
            _retiring = true;
            idle = [.. _idle];
            _idle.Clear();
        }
        foreach (WorkerProcess worker in idle)
            worker.Retire();
        return ended;
    }

    private WorkerProcess? TakeIdle()
    {
        if (_idle.Count == 0)
            return null;
        WorkerProcess worker = _idle[^1];
        _idle.RemoveAt(_idle.Count - 1);
        return worker;
    }

    private Task Close()
    {
        lock (_gate)
        {
            _closed = true;
            if (_operations == 0)
                _drained.TrySetResult();
            return _drained.Task;
        }
    }

    private void Stop()
    {
        lock (_gate)
            _stopped = true;
        _stopping.Cancel();
        FailWaiting(CancelFailure.ByShutdown);
    }

    private void FailWaiting(CallFailure reason)
    {
        List<PendingCall> waiting;
        lock (_gate)
            waiting = _queue.WithdrawAll();
        foreach (PendingCall call in waiting)
            call.Fail(reason);
    }

    private void KillAll()
    {
        foreach (WorkerProcess worker in _supervisor.Workers)
            worker.Kill(CancelFailure.ByShutdown);
    }

    private void Enqueue(PendingCall call, bool isReturned)
    {
        WorkerProcess? worker = null;
        bool stopped;
        lock (_gate)
        {
            stopped = _stopped;
            if (!stopped)
            {
                _queue.Add(call, isReturned);
                // One may have become idle since this thread looked.
                worker = TakeIdle();
            }
        }
        if (stopped)
            call.Cancel(CancelFailure.ByShutdown);
        else if (worker is not null)
            OnIdle(worker);
        else
            _supervisor.EnsureStarted(); // starting may have been given up between the first look and the queue
    }

    private static bool TryEncode(PendingCall call)
    {
        try
        {
            call.EncodeForQueue();
            return true;
        }
        catch (Exception exception)
        {
            // Also what the getters of the user's own types throw.
            if (call.TryWithdraw())
                call.Fail(new LocalFailure(exception));
            return false;
        }
    }

    // True when the worker is idle again.
    private bool Give(PendingCall call, WorkerProcess worker)
    {
        call.Worker = worker;
        switch (worker.Send(call))
        {
            case SendOutcome.RequestFailed:
                return true;
            case SendOutcome.WorkerGone:
                OnReturned(call);
                return false;
            default:
                // A cancellation that came before the worker had the call found nobody to tell.
                if (call.CancelReason is { } reason)
                    worker.Cancel(call, reason);
                return false;
        }
    }

    private static Task<Task> WaitAtMost(Task task, TimeSpan time) => Task.WhenAny(task, Task.Delay(time));
}
