using System.Diagnostics;
using ParallelGen.Supervision.Launch;

namespace ParallelGen.Supervision;

/// <summary>Keeps a pool's workers alive: starts them, replaces those that die, and gives up where starting is in vain. Thread-safe.</summary>
internal sealed class Supervisor : IDisposable
{
    private readonly ProcessPoolOptions _options;
    private readonly WorkerLauncher _launcher;
    private readonly IWorkerOwner _owner;
    private readonly DeadlineMonitor _deadlines;
    private readonly RestartPolicy _restarts = new();
    private readonly CancellationTokenSource _shutdown = new();
    private readonly Lock _gate = new();
    private readonly WorkerProcess?[] _workers;
    private readonly int[] _generations;
    private readonly List<TaskCompletionSource> _allReady = [];
    private readonly TaskCompletionSource _allEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _ready;
    private int _notDisposed;
    private bool _started;

    public Supervisor(ProcessPoolOptions options, WorkerLauncher launcher, IWorkerOwner owner)
    {
        _options = options;
        _launcher = launcher;
        _owner = owner;
        _workers = new WorkerProcess?[options.WorkerCount];
        _generations = new int[options.WorkerCount];
        _deadlines = new DeadlineMonitor(() => Workers);
    }

    /// <summary>Cancelled when the pool shuts down: nothing is started any more.</summary>
    public CancellationToken Shutdown => _shutdown.Token;

    /// <summary>The workers that are there now, in any state.</summary>
    public WorkerProcess[] Workers
    {
        get
        {
            lock (_gate)
                return Array.FindAll(_workers, static worker => worker is not null)!;
        }
    }

    /// <summary>Starts all workers that are not there, unless that was done before.</summary>
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
            for (int id = 0; id < _workers.Length; id++)
            {
                if (_workers[id] is null)
                    StartLocked(id, TimeSpan.Zero);
            }
        }
    }

    /// <summary>Completes when all workers are ready.</summary>
    public Task WhenAllReady()
    {
        lock (_gate)
        {
            if (_shutdown.IsCancellationRequested)
                return Task.FromException(new ObjectDisposedException(nameof(ProcessPool)));
            if (_ready == _workers.Length)
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
        lock (_gate)
        {
            foreach (TaskCompletionSource waiter in _allReady)
                waiter.TrySetException(new ObjectDisposedException(nameof(ProcessPool)));
            _allReady.Clear();
            if (_notDisposed == 0)
                _allEnded.TrySetResult();
        }
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
        lock (_gate)
        {
            _restarts.Reset();
            if (++_ready == _workers.Length)
            {
                foreach (TaskCompletionSource waiter in _allReady)
                    waiter.TrySetResult();
                _allReady.Clear();
            }
        }
        _owner.OnReady(worker);
    }

    internal void OnRoom(WorkerProcess worker) => _owner.OnRoom(worker);

    internal void OnReturned(WorkerRequest request) => _owner.OnReturned(request);

    internal void OnDeadlineSet(long deadline) => _deadlines.Watch(deadline);

    /// <summary>A worker that was ready is gone.</summary>
    internal void OnEnded(WorkerProcess worker)
    {
        lock (_gate)
        {
            _ready--;
            _workers[worker.Id] = null;
            if (!_shutdown.IsCancellationRequested)
                StartLocked(worker.Id, TimeSpan.Zero);
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
        WorkerStartException? givenUp = null;
        bool noneLeft = false;
        lock (_gate)
        {
            _workers[worker.Id] = null;
            if (!_shutdown.IsCancellationRequested)
            {
                if (_restarts.TryRetry(TimeSpan.FromSeconds(Stopwatch.GetTimestamp() / (double)Stopwatch.Frequency), out TimeSpan pause))
                {
                    StartLocked(worker.Id, pause);
                }
                else
                {
                    noneLeft = Array.TrueForAll(_workers, static other => other is null);
                    givenUp = reason as WorkerStartException ?? new WorkerStartException($"A worker could not be started: {reason.Message}", reason);
                    // The next call tries again.
                    Volatile.Write(ref _started, false);
                    foreach (TaskCompletionSource waiter in _allReady)
                        waiter.TrySetException(givenUp);
                    _allReady.Clear();
                }
            }
        }
        if (givenUp is not null && noneLeft)
            _owner.OnGaveUp(givenUp);
        OnDisposed(worker);
    }

    private void StartLocked(int id, TimeSpan pause)
    {
        var worker = new WorkerProcess(id, _generations[id]++, this, _launcher, _options, pause);
        _workers[id] = worker;
        _notDisposed++;
        worker.Start();
    }
}
