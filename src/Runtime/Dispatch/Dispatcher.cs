using System.Diagnostics;
using ParallelGen.Diagnostics;
using ParallelGen.Supervision;
using ParallelGen.Supervision.Launch;
using ParallelGen.Transport.SharedMemory;
using ParallelGen.Worker;

namespace ParallelGen.Dispatch;

/// <summary>Brings calls and workers together. Thread-safe.</summary>
internal sealed partial class Dispatcher : IWorkerOwner
{
    private readonly Supervisor _supervisor;
    private readonly WorkerInitialization _initialization;
    private readonly Lock _gate = new();

    private readonly Placement _placement = new(); // written under _gate
    private readonly Polling _polling;
    private readonly OperationCount _operations = new();
    private readonly SlabPool _slabs;

    private readonly WaitingCalls _waiting;
    private readonly CancellationTokenSource _stopping = new();
    private volatile bool _keepsItems;
    private bool _retiring; // whoever is idle ends; guarded by _gate

    public Dispatcher(ProcessPoolOptions options)
    {
        Options = options;
        _waiting = new WaitingCalls(options.WorkerCount);
        _initialization = new WorkerInitialization(options);
        _keepsItems = options.ExecutionMode is ExecutionMode.Processes && options.Transport is not PoolTransport.Socket;
        var telemetry = new PoolTelemetry(options, GetStatistics);
        WorkerLauncher launcher = options.ExecutionMode is ExecutionMode.InProcess
            ? new ThreadLauncher(options, Culture)
            : new ProcessLauncher(options, Culture, telemetry);
        if (options.ExecutionMode is ExecutionMode.InProcess && options.OfProcessesOnly() is { Count: > 0 } idle)
            telemetry.OnOptionsDoNotApply(idle);
        _supervisor = new Supervisor(options, launcher, _initialization, this, telemetry);
        _polling = new Polling(options);
        _slabs = new SlabPool(options.MaxPayloadBytes);
    }

    public ProcessPoolOptions Options { get; }

    /// <summary>The cultures that its workers have.</summary>
    public WorkerCulture Culture { get; } = WorkerCulture.OfThread;

    /// <summary>Whether it can be seen after the death of any worker where it was in a chunk.</summary>
    public bool KeepsItems => _keepsItems;

    /// <summary>Where room for views comes from; null where workers share no memory with this process, or are this process.</summary>
    public SlabPool? Slabs => _keepsItems && !WorkerEnvironment.IsWorker ? _slabs : null;

    /// <summary>The processes of the spares that are ready to take a worker's place.</summary>
    public int[] ReadySpares => _supervisor.ReadySpares;

    public bool HasWaiting => _waiting.Count > 0;

    /// <summary>Cancelled when the pool takes no further chunk of the maps that are under way.</summary>
    public CancellationToken Stopping => _stopping.Token;

    /// <summary>What waits and what the workers have, for people who look for a hang.</summary>
    public override string ToString() => $"{_waiting.Count} calls wait\n{string.Join('\n', _supervisor.Workers.AsEnumerable())}";

    /// <summary>What the pool does now.</summary>
    public PoolStatistics GetStatistics()
    {
        WorkerStatistics[] workers = Array.ConvertAll(_supervisor.Workers, static worker => worker.GetStatistics());
        PoolTelemetry telemetry = _supervisor.Telemetry;
        return new PoolStatistics
        {
            ReadyWorkers = workers.Count(static worker => worker.IsReady),
            ReadySpares = _supervisor.ReadySpares.Length,
            QueuedCalls = _waiting.Count,
            QueuedBytes = _waiting.EncodedBytes,
            CallsInFlight = workers.Sum(static worker => worker.CallsInFlight),
            AnsweredCalls = telemetry.AnsweredByEnded + workers.Sum(static worker => worker.AnsweredCalls),
            Crashes = telemetry.Crashes,
            Timeouts = telemetry.Timeouts,
            Restarts = telemetry.Restarts,
            Workers = workers,
        };
    }

    /// <summary>Starts all workers, and completes when they are ready.</summary>
    public Task WarmUp()
    {
        ObjectDisposedException.ThrowIf(_operations.IsClosed, typeof(ProcessPool));
        if (PoolWorker.Current.IsWorker)
            return Task.CompletedTask; // calls run inline there: nothing is ever started
        Task ready = _supervisor.WhenAllReady();
        _supervisor.StartAll();
        return ready;
    }

    /// <summary>Starts all workers that are not there.</summary>
    public void StartAll()
    {
        if (!PoolWorker.Current.IsWorker)
            _supervisor.StartAll();
    }

    /// <summary>Begins a call, a map or a stream; <see cref="EndOperation"/> ends it. False when the pool takes no more.</summary>
    public bool TryBeginOperation() => _operations.TryBegin();

    public void EndOperation() => _operations.End();

    /// <summary>
    /// Gives the request to a worker, into whose memory its arguments are encoded on this thread, or encodes them into a buffer and lets
    /// it wait.
    /// </summary>
    /// <param name="call">The request.</param>
    /// <param name="polled">The same, where this thread may look for the answer for a moment.</param>
    public void Submit(PendingCall call, IPolledRequest? polled = null)
    {
        if (PoolWorker.Current.IsWorker)
        {
            InlineWorker.Run(call, _initialization, Options, _stopping.Token);
            return;
        }
        _supervisor.EnsureStarted();
        Measure(call);
        if (_waiting.Count == 0 && TryGive(call, polled))
            return;
        if (HasRoom && !call.TryEncode())
            return;
        Enqueue(call, isReturned: false);
        WatchQueueTimeout(call);
    }

    /// <summary>Whether another call may wait with its arguments encoded. Where not, they must stay as they are until its turn comes.</summary>
    public bool HasRoom => _waiting.Count == 0 || _waiting.HasRoom(Options);

    /// <summary>A call was withdrawn that may wait.</summary>
    public void OnWithdrawn(PendingCall call) => _waiting.Forget(call);

    public void OnReady(WorkerProcess worker)
    {
        if (!worker.Calls.KeepsItems)
            _keepsItems = false;
        bool retiring;
        lock (_gate)
        {
            retiring = _retiring;
            if (!retiring)
                _placement.Add(worker);
        }
        if (retiring)
            worker.Retire();
        else
            OnRoom(worker);
    }

    public void OnRoom(WorkerProcess worker)
    {
        // One thread refills a worker; who comes meanwhile makes it look again. Sending reads answers, which makes room: no recursion.
        if (_waiting.Count == 0 || Interlocked.Increment(ref worker.RefillRequests) != 1)
            return;
        int requests;
        do
        {
            requests = Volatile.Read(ref worker.RefillRequests);
            while (_waiting.TakeFor(worker) is { } call)
            {
                if (Give(call, worker, out _) is SendOutcome.Busy or SendOutcome.WorkerGone)
                {
                    // Whoever keeps it busy looks here again when it is done.
                    Enqueue(call, isReturned: true);
                    break;
                }
                worker.Calls.Reader.EnsureRead();
            }
        }
        while (Interlocked.Add(ref worker.RefillRequests, -requests) != 0);
    }

    public void OnEnded(WorkerProcess worker)
    {
        lock (_gate)
            _placement.Remove(worker);
        // One that left for want of work is not replaced, but may have been chosen for a call in this moment.
        if (_waiting.HasPinned(worker.Id))
            _supervisor.StartAll();
    }

    public void OnReturned(WorkerRequest request)
    {
        var call = (PendingCall)request;
        if (TryEndUnwanted(call))
            return;
        Enqueue(call, isReturned: true);
        WatchQueueTimeout(call);
    }

    /// <summary>Measures a call from here on, where somebody listens, unless that is done already, or it is a part of another.</summary>
    public static void Measure(PendingCall call)
    {
        if (PoolInstruments.MeasuresCalls && !PoolWorker.Current.IsWorker)
            call.Times ??= new CallTimes(call.Method.Name, call.Kind is not FrameKind.Call);
    }

    /// <summary>Lets a call run, after a pause, whose last attempt was in vain. It waits already.</summary>
    public void TryAgain(PendingCall call)
    {
        Measure(call);
        long due = After(RetryPause.After(call.Attempts.Count));
        if (!_waiting.TryAddRetry(call, due))
            call.Cancel(CancelFailure.ByShutdown);
        else if (!TryEndUnwanted(call)) // a wish that came while no worker had it found nobody to tell
            _supervisor.OnDeadlineSet(due);
    }

    public long OnTime(long now)
    {
        List<PendingCall>? again = null, late = null;
        while (_waiting.TakeRetry(now) is { } call)
            (again ??= []).Add(call);
        while (_waiting.WithdrawExpired(now) is { } call)
            (late ??= []).Add(call);
        if (again is not null || late is not null)
            _supervisor.RunBeside(() => EndWaits(again ?? [], late ?? []));
        return _waiting.NextDue;
    }

    private void EndWaits(List<PendingCall> again, List<PendingCall> late)
    {
        foreach (PendingCall call in late)
            call.Fail(new QueueTimeoutFailure(call.QueueTimeout!.Value));
        foreach (PendingCall call in again)
        {
            Enqueue(call, isReturned: true);
            WatchQueueTimeout(call);
        }
    }

    public void OnGaveUp(int workerId, WorkerStartException reason, bool noneLeft)
    {
        foreach (PendingCall call in noneLeft ? _waiting.WithdrawAll() : _waiting.WithdrawPinned(workerId))
            call.Fail(new LocalFailure(reason));
    }

    private void Enqueue(PendingCall call, bool isReturned)
    {
        if (!_waiting.TryAdd(call, isReturned))
        {
            call.Cancel(CancelFailure.ByShutdown);
            return;
        }
        // Some worker may have got room since this thread looked: it counts down its load before it looks for who waits.
        Interlocked.MemoryBarrier();
        if (call.Home != PendingCall.NoHome && _placement.HomeOf(call) is { TakesRequests: true } home)
            OnRoom(home); // before another takes it
        foreach (WorkerProcess worker in _placement.Workers)
        {
            if (worker.TakesRequests)
                OnRoom(worker);
        }
        if (call.IsPinned)
            _supervisor.StartAll(); // its worker may have left for want of work
        else
            _supervisor.EnsureStarted(); // starting may have been given up between the first look and the queue
        if (_waiting.Count is var waiting and > 0)
            _supervisor.Grow(waiting);
    }

    // True when the request is somebody else's: a worker has it, or it has failed.
    private bool TryGive(PendingCall call, IPolledRequest? polled)
    {
        // Once it is sent, it may be another call already.
        PoolMethod method = call.Method;
        long callId = call.CallId;
        for (int attempt = 0; attempt < Polling.MostAttempts; attempt++)
        {
            if (_placement.Choose(call) is not { } worker)
            {
                if (!_polling.MakeRoom(call, _placement.Workers, attempt))
                    return false;
                continue;
            }
            switch (Give(call, worker, out bool wasIdle))
            {
                case SendOutcome.Busy:
                    Thread.SpinWait(Math.Min(attempt, 8) + 1);
                    continue;
                case SendOutcome.WorkerGone:
                    continue;
                case SendOutcome.Sent:
                    _polling.Await(worker, method, polled, callId, wasIdle);
                    if (_waiting.Count > 0)
                        OnRoom(worker); // somebody found it busy with this
                    return true;
                default:
                    // Whoever found the worker busy with this waits; and it may have seen enough of it to answer.
                    worker.Calls.Reader.EnsureRead();
                    if (_waiting.Count > 0)
                        OnRoom(worker);
                    return true;
            }
        }
        return false;
    }

    private SendOutcome Give(PendingCall call, WorkerProcess worker, out bool wasIdle)
    {
        bool isCancellable = call.IsCancellable;
        SendOutcome outcome = worker.TrySend(call, out wasIdle);
        // A wish that came before the worker had the call found nobody to tell.
        if (outcome is SendOutcome.Sent && isCancellable)
        {
            if (call.CancelReason is { } reason)
                worker.Cancel(call, reason);
            else if (call.IsRevoked && worker.Revoke(call))
                call.Fail(CancelFailure.ByCaller);
        }
        if (outcome is SendOutcome.Sent && _stopping.IsCancellationRequested)
            worker.RequestEnd(CancelFailure.ByShutdown);
        return outcome;
    }

    private static bool TryEndUnwanted(PendingCall call)
    {
        if (call.CancelReason is { } reason)
            call.Cancel(reason);
        else if (call.IsRevoked && call.TryWithdraw())
            call.Fail(CancelFailure.ByCaller);
        else
            return false;
        return true;
    }

    private void WatchQueueTimeout(PendingCall call)
    {
        if (call.QueueTimeout is not { } timeout)
            return;
        long due = After(timeout);
        _waiting.AddExpiry(call, due);
        _supervisor.OnDeadlineSet(due);
    }

    private static long After(TimeSpan time) => Stopwatch.GetTimestamp() + (long)Math.Min(time.TotalSeconds * Stopwatch.Frequency, long.MaxValue / 4);
}
