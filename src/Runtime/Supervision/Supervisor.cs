using System.Diagnostics;
using ParallelGen.Diagnostics;
using ParallelGen.Supervision.Launch;

namespace ParallelGen.Supervision;

/// <summary>Keeps a pool's workers alive: starts them, replaces those that die, and gives up where starting is in vain. Thread-safe.</summary>
internal sealed class Supervisor : IDisposable
{
    private static readonly TimeSpan s_pauseOfSuccessor = TimeSpan.FromSeconds(10);

    private readonly ProcessPoolOptions _options;
    private readonly WorkerLauncher _launcher;
    private readonly IWorkerOwner _owner;
    private readonly DeadlineMonitor _deadlines;
    private readonly RestartPolicy _restarts;
    private readonly RestartPolicy _spareRestarts;
    private readonly CancellationTokenSource _shutdown = new();
    private readonly Lock _gate = new();
    private readonly WorkerPlaces<WorkerProcess> _places;
    private readonly int _least;
    private readonly List<WorkerProcess> _spares = []; // those that are ready
    private int _spareCount; // with those that start
    private readonly List<TaskCompletionSource> _allReady = [];
    private readonly TaskCompletionSource _allEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly RestartPolicy _successorRestarts;
    private readonly long _idleTicks; // 0: never
    private long _nextIdleLook;
    private int _notDisposed;
    private bool _started;

    public Supervisor(ProcessPoolOptions options, WorkerLauncher launcher, IWorkerOwner owner, PoolTelemetry telemetry)
    {
        Telemetry = telemetry;
        _options = options;
        _launcher = launcher;
        _owner = owner;
        _restarts = new RestartPolicy(options.StartTimeout);
        _spareRestarts = new RestartPolicy(options.StartTimeout);
        _successorRestarts = new RestartPolicy(options.StartTimeout);
        _places = new WorkerPlaces<WorkerProcess>(options.WorkerCount);
        _least = options.MinWorkerCount ?? options.WorkerCount;
        _idleTicks = IsElastic && options.IdleTimeout is { } timeout ? (long)(timeout.TotalSeconds * Stopwatch.Frequency) : 0;
        _deadlines = new DeadlineMonitor(Check);
    }

    /// <summary>Hears of what becomes of workers and of calls that end badly.</summary>
    public PoolTelemetry Telemetry { get; }

    /// <summary>Cancelled when the pool shuts down: nothing is started any more.</summary>
    public CancellationToken Shutdown => _shutdown.Token;

    /// <summary>The workers that are there now, in any state.</summary>
    public WorkerProcess[] Workers
    {
        get
        {
            lock (_gate)
                return [.. _places.All];
        }
    }

    /// <summary>The processes of the spares that are ready to take a place.</summary>
    public int[] ReadySpares
    {
        get
        {
            lock (_gate)
                return [.. _spares.ConvertAll(static spare => spare.ProcessId)];
        }
    }

    /// <summary>Starts the workers that are always there, unless that was done before.</summary>
    public void EnsureStarted()
    {
        if (Volatile.Read(ref _started))
            return;
        lock (_gate)
        {
            if (_started || _shutdown.IsCancellationRequested)
                return;
            Volatile.Write(ref _started, true);
            _restarts.Reset();
            Telemetry.OnUsed();
            FillLocked(_least);
        }
    }

    /// <summary>Starts all workers that are not there.</summary>
    public void StartAll()
    {
        EnsureStarted();
        lock (_gate)
            FillLocked(_places.Count);
    }

    /// <summary>So many calls wait: starts a worker for each, as far as there are places.</summary>
    public void Grow(int waiting)
    {
        if (!IsElastic)
            return;
        lock (_gate)
        {
            if (_started)
                FillLocked((int)Math.Min((long)_places.Ready + waiting, _places.Count));
        }
    }

    /// <summary>Completes when all workers are ready.</summary>
    public Task WhenAllReady()
    {
        lock (_gate)
        {
            if (_shutdown.IsCancellationRequested)
                return Task.FromException(new ObjectDisposedException(nameof(ProcessPool)));
            if (_places.Ready == _places.Count)
                return Task.CompletedTask;
            var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _allReady.Add(waiter);
            return waiter.Task;
        }
    }

    /// <summary>Starts nothing from here on.</summary>
    /// <returns>Completes when the last worker is gone, with all that belonged to it.</returns>
    public Task StopStarting()
    {
        _shutdown.Cancel();
        WorkerProcess[] spares;
        lock (_gate)
        {
            foreach (TaskCompletionSource waiter in _allReady)
                waiter.TrySetException(new ObjectDisposedException(nameof(ProcessPool)));
            _allReady.Clear();
            spares = [.. _spares];
            if (_notDisposed == 0)
                _allEnded.TrySetResult();
        }
        foreach (WorkerProcess spare in spares)
            spare.Kill(CancelFailure.ByShutdown);
        return _allEnded.Task;
    }

    public void Dispose() => _deadlines.Dispose();

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
        lock (_gate)
        {
            _restarts.Reset();
            before = _places.OnReady(worker.Id, worker);
            if (before is not null)
                _successorRestarts.Reset();
            if (_places.Ready == _places.Count)
            {
                foreach (TaskCompletionSource waiter in _allReady)
                    waiter.TrySetResult();
                _allReady.Clear();
            }
            // Only now: a spare must not hold up a worker that calls wait for.
            if (_places.Ready == _places.Held)
                StartSparesLocked(TimeSpan.Zero);
        }
        Telemetry.OnWorkerReady(worker.Id, worker.Generation, worker.ProcessId);
        _owner.OnReady(worker);
        // Only now: its successor takes calls.
        before?.Retire();
        if (_idleTicks > 0)
            OnDeadlineSet(Stopwatch.GetTimestamp() + (_idleTicks / 4));
    }

    /// <summary>A worker has done as much as it is to do. It leaves when its successor is ready.</summary>
    internal void OnWorn(WorkerProcess worker)
    {
        lock (_gate)
        {
            if (!_shutdown.IsCancellationRequested && _places.CanSucceed(worker.Id, worker))
                _places.Succeed(worker.Id, MakeLocked(worker.Id, TimeSpan.Zero));
        }
    }

    /// <summary>A spare is ready to take a worker's place.</summary>
    internal void OnSpareReady(WorkerProcess spare)
    {
        lock (_gate)
        {
            _spareRestarts.Reset();
            _spares.Add(spare);
        }
        // Whoever shut the pool down did not see it among the spares, or kills it, too.
        if (_shutdown.IsCancellationRequested)
            spare.Kill(CancelFailure.ByShutdown);
    }

    internal void OnRoom(WorkerProcess worker) => _owner.OnRoom(worker);

    internal void OnReturned(WorkerRequest request)
    {
        Telemetry.OnReturned(request.CallId, request.Method.Name);
        _owner.OnReturned(request);
    }

    internal void OnDeadlineSet(long deadline) => _deadlines.Watch(deadline);

    /// <summary>A worker that was ready, or a spare, is gone.</summary>
    internal void OnEnded(WorkerProcess worker)
    {
        lock (_gate)
        {
            if (_spares.Remove(worker))
            {
                _spareCount--;
                if (_places.Ready == _places.Held)
                    StartSparesLocked(TimeSpan.Zero);
                return;
            }
            Departure departure = _places.Remove(worker.Id, worker);
            if (_shutdown.IsCancellationRequested)
                departure = Departure.Expected;
            if (departure is Departure.OfHolder)
                _places.Take(worker.Id, MakeLocked(worker.Id, TimeSpan.Zero));
            else if (departure is Departure.OfSuccessor)
                _places.Succeed(worker.Id, MakeLocked(worker.Id, TimeSpan.Zero));
        }
        _owner.OnEnded(worker);
    }

    /// <summary>All that belonged to a worker is released.</summary>
    internal void OnDisposed(WorkerProcess worker)
    {
        lock (_gate)
        {
            if (--_notDisposed == 0 && _shutdown.IsCancellationRequested)
                _allEnded.TrySetResult();
        }
    }

    internal void OnStartFailed(WorkerProcess worker, Exception reason)
    {
        TimeSpan now = TimeSpan.FromSeconds(Stopwatch.GetTimestamp() / (double)Stopwatch.Frequency);
        if (worker.Id == WorkerProcess.SpareId)
            RetrySpare(now, WasKilled(reason));
        else
            Retry(worker, now, reason);
        OnDisposed(worker);
    }

    // A program that can't start may end with the same code by itself (the host does where the runtime finds no memory), but says why.
    private static bool WasKilled(Exception reason) => reason is WorkerStartException { ExitCode: WorkerExit.Killed, StandardError.Length: 0 };

    private void Retry(WorkerProcess worker, TimeSpan now, Exception reason)
    {
        WorkerStartException givenUp;
        bool noneLeft;
        lock (_gate)
        {
            Departure departure = _places.Remove(worker.Id, worker);
            if (_shutdown.IsCancellationRequested)
                return;
            TimeSpan pause;
            if (departure is Departure.OfSuccessor)
            {
                Telemetry.OnWorkerDidNotStart(worker.Id, reason);
                // Its predecessor goes on meanwhile, so that this is never given up.
                if (!_successorRestarts.TryRetry(now, WasKilled(reason), out pause))
                    pause = s_pauseOfSuccessor;
                _places.Succeed(worker.Id, Start(worker.Id, _places.NextGeneration(worker.Id), pause));
                return;
            }
            if (_restarts.TryRetry(now, WasKilled(reason), out pause))
            {
                Telemetry.OnWorkerDidNotStart(worker.Id, reason);
                _places.Take(worker.Id, Start(worker.Id, _places.NextGeneration(worker.Id), pause));
                return;
            }
            noneLeft = _places.Held == 0;
            givenUp = reason as WorkerStartException ?? new WorkerStartException($"A worker could not be started: {reason.Message}", reason);
            // The next call tries again.
            Volatile.Write(ref _started, false);
            foreach (TaskCompletionSource waiter in _allReady)
                waiter.TrySetException(givenUp);
            _allReady.Clear();
        }
        Telemetry.OnGaveUp(worker.Id, reason);
        if (noneLeft)
            _owner.OnGaveUp(givenUp);
    }

    // A pool whose spares can't be started goes on without them; the next worker that becomes ready tries again.
    private void RetrySpare(TimeSpan now, bool wasKilled)
    {
        lock (_gate)
        {
            _spareCount--;
            if (_spareRestarts.TryRetry(now, wasKilled, out TimeSpan pause))
                StartSparesLocked(pause);
        }
    }

    // A spare is there at once, if one is ready. Its own thread hears that it has a place, and says that it is ready.
    private WorkerProcess MakeLocked(int id, TimeSpan pause)
    {
        int generation = _places.NextGeneration(id);
        if (_spares.Count == 0)
            return Start(id, generation, pause);
        WorkerProcess spare = _spares[^1];
        _spares.RemoveAt(_spares.Count - 1);
        _spareCount--;
        spare.Appoint(id, generation);
        return spare;
    }

    private bool IsElastic => _least < _places.Count;

    // Fills vacant places, from the first, until so many are held.
    private void FillLocked(int wanted)
    {
        for (int id = 0; id < _places.Count && _places.Held < wanted && !_shutdown.IsCancellationRequested; id++)
        {
            if (_places.IsVacant(id))
                _places.Take(id, MakeLocked(id, TimeSpan.Zero));
        }
    }

    // Workers beyond the least number that had nothing to do for so long leave, the last first.
    private long RetireIdle(long now)
    {
        if (_idleTicks == 0)
            return long.MaxValue;
        if (now < _nextIdleLook)
            return _nextIdleLook;
        List<WorkerProcess> leaving = [];
        lock (_gate)
        {
            for (int id = _places.Count - 1; id >= 0 && _places.Ready > _least; id--)
            {
                if (_places.ReadyHolder(id) is { } worker && worker.HasBeenIdle(now, _idleTicks) && _places.TryVacate(id, worker))
                    leaving.Add(worker);
            }
            _nextIdleLook = _places.Ready > _least ? now + (_idleTicks / 4) : 0;
        }
        foreach (WorkerProcess worker in leaving)
            worker.Retire();
        return _nextIdleLook == 0 ? long.MaxValue : _nextIdleLook;
    }

    private void StartSparesLocked(TimeSpan pause)
    {
        for (; _spareCount < _options.SpareWorkers && !_shutdown.IsCancellationRequested; _spareCount++)
            Start(WorkerProcess.SpareId, 0, pause);
    }

    private long Check(long now)
    {
        long next = Math.Min(_owner.OnTime(now), RetireIdle(now));
        foreach (WorkerProcess worker in Workers)
            next = Math.Min(next, worker.Check(now));
        return next;
    }

    private WorkerProcess Start(int id, int generation, TimeSpan pause)
    {
        var worker = new WorkerProcess(id, generation, this, _launcher, _options, pause);
        _notDisposed++;
        Telemetry.OnWorkerStarts(id, generation);
        worker.Start();
        return worker;
    }
}
