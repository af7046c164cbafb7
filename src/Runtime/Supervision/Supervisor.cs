using System.Diagnostics;
using ParallelGen.Diagnostics;
using ParallelGen.Platform;
using ParallelGen.Supervision.Launch;

namespace ParallelGen.Supervision;

/// <summary>
/// Keeps a pool's workers alive. What is to be done <see cref="Staff{TWorker}"/> decides; this does it, and tells who must know. Thread-safe.
/// </summary>
internal sealed class Supervisor : IDisposable, IWorkerMaker<WorkerProcess>
{
    private readonly ProcessPoolOptions _options;
    private readonly WorkerLauncher _launcher;
    private readonly IWorkerOwner _owner;
    private readonly DeadlineMonitor _deadlines;
    private readonly SideThreads _sides = new();
    private readonly CancellationTokenSource _shutdown = new();
    private readonly long _idleTicks; // 0: never
    private readonly Lock _gate = new();

    // Guarded by _gate.
    private readonly Staff<WorkerProcess> _staff;
    private readonly List<TaskCompletionSource> _allReady = [];
    private readonly List<Unstarted> _unstarted = [];
    private readonly TaskCompletionSource _allEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _notDisposed;
    private int _arriving; // ready, and not yet among those that are given calls
    private long _nextIdleLook;
    private bool _isUsed; // read without the gate

    public Supervisor(ProcessPoolOptions options, WorkerLauncher launcher, WorkerInitialization initialization, IWorkerOwner owner, PoolTelemetry telemetry)
    {
        Telemetry = telemetry;
        Initialization = initialization;
        _options = options;
        _launcher = launcher;
        _owner = owner;
        _staff = new Staff<WorkerProcess>(options, this);
        _idleTicks = _staff.IsElastic && options.IdleTimeout is { } timeout ? (long)(timeout.TotalSeconds * Stopwatch.Frequency) : 0;
        _deadlines = new DeadlineMonitor(Check);
    }

    /// <summary>Hears of what becomes of workers and of calls that end badly.</summary>
    public PoolTelemetry Telemetry { get; }

    /// <summary>Whether calls wait for a worker.</summary>
    public bool HasWaiting => _owner.HasWaiting;

    /// <summary>What workers do before their first call.</summary>
    public WorkerInitialization Initialization { get; }

    /// <summary>Cancelled when the pool shuts down: nothing is started any more.</summary>
    public CancellationToken Shutdown => _shutdown.Token;

    /// <summary>The workers that are there now, in any state; without spares.</summary>
    public WorkerProcess[] Workers
    {
        get
        {
            lock (_gate)
                return [.. _staff.Workers];
        }
    }

    /// <summary>The processes of the spares that are ready to take a place.</summary>
    public int[] ReadySpares
    {
        get
        {
            lock (_gate)
                return [.. _staff.Spares.Select(static spare => spare.ProcessId)];
        }
    }

    /// <summary>Starts the workers that are always there, unless that was done before.</summary>
    public void EnsureStarted()
    {
        if (Volatile.Read(ref _isUsed))
            return;
        lock (_gate)
        {
            if (!_staff.TryUse())
                return;
            Volatile.Write(ref _isUsed, true);
        }
        Telemetry.OnUsed();
        FailUnstarted();
    }

    /// <summary>Starts all workers that are not there.</summary>
    public void StartAll()
    {
        EnsureStarted();
        lock (_gate)
            _staff.Complete();
        FailUnstarted();
    }

    /// <summary>So many calls wait: starts a worker for each, as far as there are places.</summary>
    public void Grow(int waiting)
    {
        if (!_staff.IsElastic)
            return;
        lock (_gate)
            _staff.Grow(waiting);
        FailUnstarted();
    }

    /// <summary>Completes when all workers are ready.</summary>
    public Task WhenAllReady()
    {
        lock (_gate)
        {
            if (_staff.IsStopped)
                return Task.FromException(new ObjectDisposedException(nameof(ProcessPool)));
            if (AreAllReady)
                return Task.CompletedTask;
            var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _allReady.Add(waiter);
            return waiter.Task;
        }
    }

    private bool AreAllReady => _staff.IsComplete && _arriving == 0;

    /// <summary>Starts nothing from here on.</summary>
    /// <returns>Completes when the last worker is gone, with all that belonged to it.</returns>
    public Task StopStarting()
    {
        WorkerProcess[] spares;
        lock (_gate)
        {
            _staff.Stop();
            foreach (TaskCompletionSource waiter in _allReady)
                waiter.TrySetException(new ObjectDisposedException(nameof(ProcessPool)));
            _allReady.Clear();
            spares = [.. _staff.Spares];
            if (_notDisposed == 0)
                _allEnded.TrySetResult();
        }
        FailUnstarted();
        _shutdown.Cancel();
        foreach (WorkerProcess spare in spares)
            spare.Kill(CancelFailure.ByShutdown);
        return _allEnded.Task;
    }

    public void Dispose()
    {
        _deadlines.Dispose();
        _sides.Dispose();
    }

    /// <summary>Does something that the thread of the deadlines must not wait for; on that, where there is no other.</summary>
    public void RunBeside(Action work)
    {
        if (!_sides.TryRun(work))
            work();
    }

    WorkerProcess IWorkerMaker<WorkerProcess>.Start(int id, int generation, TimeSpan pause)
    {
        var worker = new WorkerProcess(id, generation, this, _launcher, _options, pause);
        _notDisposed++;
        try
        {
            _deadlines.EnsureStarted();
            worker.Start();
        }
        catch (NoThreadException exception)
        {
            // Who waits for a worker is told of it, but not under the gate; and not before the pause is over that it would have made.
            long due = Stopwatch.GetTimestamp() + (_deadlines.IsStarted ? (long)(pause.TotalSeconds * Stopwatch.Frequency) : 0);
            _unstarted.Add(new Unstarted(worker, exception, due));
            OnDeadlineSet(due);
        }
        return worker;
    }

    void IWorkerMaker<WorkerProcess>.Appoint(WorkerProcess spare, int id, int generation) => spare.Appoint(id, generation);

    // What follows is called by workers, on their threads.
    internal void WaitBeforeStart(TimeSpan pause)
    {
        if (pause > TimeSpan.Zero)
            _shutdown.Token.WaitHandle.WaitOne(pause);
        _shutdown.Token.ThrowIfCancellationRequested();
    }

    internal void OnReady(WorkerProcess worker)
    {
        WorkerProcess? before;
        bool replaces;
        lock (_gate)
        {
            before = _staff.OnReady(worker.Id, worker, out replaces);
            _arriving++;
        }
        Telemetry.OnWorkerReady(worker.Id, worker.Generation, worker.ProcessId, replaces);
        _owner.OnReady(worker);
        lock (_gate)
        {
            _arriving--;
            if (AreAllReady)
            {
                foreach (TaskCompletionSource waiter in _allReady)
                    waiter.TrySetResult();
                _allReady.Clear();
            }
        }
        // Only now: its successor takes calls.
        before?.Retire();
        if (_idleTicks > 0)
            OnDeadlineSet(Stopwatch.GetTimestamp() + (_idleTicks / 4));
        FailUnstarted();
    }

    /// <summary>A worker has done as much as it is to do. It leaves when its successor is ready.</summary>
    internal void OnWorn(WorkerProcess worker)
    {
        lock (_gate)
            _staff.OnWorn(worker.Id, worker);
        FailUnstarted();
    }

    /// <summary>A spare is ready to take a worker's place.</summary>
    internal void OnSpareReady(WorkerProcess spare)
    {
        bool isWanted;
        lock (_gate)
            isWanted = _staff.OnSpareReady(spare);
        if (!isWanted)
            spare.Kill(CancelFailure.ByShutdown);
    }

    internal void OnRoom(WorkerProcess worker) => _owner.OnRoom(worker);

    internal void OnReturned(WorkerRequest request)
    {
        Failpoint.Hit("parent.returned");
        Telemetry.OnReturned(request.CallId, request.Method.Name);
        _owner.OnReturned(request);
    }

    internal void OnDeadlineSet(long deadline) => _deadlines.Watch(deadline);

    /// <summary>A worker that was ready, or a spare, is gone.</summary>
    internal void OnEnded(WorkerProcess worker)
    {
        bool hadPlace;
        lock (_gate)
            hadPlace = _staff.OnEnded(worker.Id, worker);
        if (hadPlace)
            _owner.OnEnded(worker);
        FailUnstarted();
    }

    /// <summary>All that belonged to a worker is released.</summary>
    internal void OnDisposed(WorkerProcess worker)
    {
        lock (_gate)
        {
            if (--_notDisposed == 0 && _staff.IsStopped)
                _allEnded.TrySetResult();
        }
    }

    internal void OnStartFailed(WorkerProcess worker, Exception reason)
    {
        TimeSpan now = TimeSpan.FromSeconds(Stopwatch.GetTimestamp() / (double)Stopwatch.Frequency);
        // A program that can't start may end with the same code by itself (the host does where the runtime finds no memory), but says why.
        bool wasKilled = reason is WorkerStartException { ExitCode: WorkerExit.Killed, StandardError.Length: 0 };
        // An initializer that failed would do so again. Without the thread of the deadlines nobody comes back to try.
        bool isFinal = (reason is WorkerStartException { Initializer: not null } && !wasKilled) || !_deadlines.IsStarted;
        var givenUp = reason as WorkerStartException ?? new WorkerStartException($"A worker could not be started: {reason.Message}", reason);
        bool isStopped;
        StartFailure outcome;
        lock (_gate)
        {
            outcome = _staff.OnStartFailed(worker.Id, worker, now, wasKilled, isFinal);
            isStopped = _staff.IsStopped;
            if (outcome is not StartFailure.TriedAgain)
            {
                // The next call tries again.
                Volatile.Write(ref _isUsed, false);
                foreach (TaskCompletionSource waiter in _allReady)
                    waiter.TrySetException(givenUp);
                _allReady.Clear();
            }
        }
        if (outcome is not StartFailure.TriedAgain)
        {
            Telemetry.OnGaveUp(worker.Id, reason);
            _owner.OnGaveUp(worker.Id, givenUp, noneLeft: outcome is StartFailure.GivenUpByAll);
        }
        else if (!isStopped)
        {
            Telemetry.OnWorkerDidNotStart(worker.Id, reason);
        }
        OnDisposed(worker);
    }

    // Starts for which there was no thread have failed, as any other.
    private long FailUnstarted()
    {
        if (_unstarted.Count == 0)
            return long.MaxValue;
        Unstarted[] due;
        lock (_gate)
        {
            long now = Stopwatch.GetTimestamp();
            due = [.. _unstarted.Where(unstarted => unstarted.Due <= now || _staff.IsStopped)];
            _unstarted.RemoveAll(due.Contains);
        }
        foreach (Unstarted unstarted in due)
            unstarted.Worker.FailStart(unstarted.Reason);
        lock (_gate)
            return _unstarted.Count == 0 ? long.MaxValue : _unstarted.Min(static unstarted => unstarted.Due);
    }

    // Workers beyond the least number that had nothing to do for so long leave.
    private long RetireIdle(long now)
    {
        if (_idleTicks == 0)
            return long.MaxValue;
        if (now < _nextIdleLook)
            return _nextIdleLook;
        List<WorkerProcess> leaving;
        lock (_gate)
        {
            leaving = _staff.DismissIdle(worker => worker.Recycling.HasBeenIdle(now, _idleTicks));
            _nextIdleLook = _staff.HasExtra ? now + (_idleTicks / 4) : 0;
        }
        foreach (WorkerProcess worker in leaving)
            worker.Retire();
        return _nextIdleLook == 0 ? long.MaxValue : _nextIdleLook;
    }

    private long Check(long now)
    {
        long next = Math.Min(FailUnstarted(), Math.Min(_owner.OnTime(now), RetireIdle(now)));
        WorkerProcess[] workers;
        lock (_gate)
            workers = [.. _staff.Workers, .. _staff.Spares];
        foreach (WorkerProcess worker in workers)
            next = Math.Min(next, worker.Check(now));
        return next;
    }

    private sealed record Unstarted(WorkerProcess Worker, NoThreadException Reason, long Due);
}
