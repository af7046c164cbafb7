using System.Diagnostics;
using ParallelGen.Diagnostics;
using ParallelGen.Lanes;
using ParallelGen.Platform;
using ParallelGen.Supervision.Launch;

namespace ParallelGen.Supervision;

/// <summary>
/// One worker from its start to its end. A thread of its own starts the worker, reads what it answers and sees it end, so that no worker's answer
/// waits for another's, nor for the thread pool.
/// </summary>
internal sealed partial class WorkerProcess
{
    private readonly Supervisor _supervisor;
    private readonly WorkerLauncher _launcher;
    private readonly ProcessPoolOptions _options;
    private readonly RequestStop _stop;
    private readonly WorkerRetirement _retirement;
    private readonly WorkerAppointment _appointment;
    private readonly TimeSpan _pause;
    private readonly object _gate = new();

    // Written under _gate.
    private readonly WorkerLife _life = new();
    private WorkerBody? _body;
    private WorkerCalls? _calls;
    private LaneReader? _lanes;
    private bool _isTended; // soon

    /// <summary>How often somebody wanted it to be given what waits since the last look at that; for its owner.</summary>
    public int RefillRequests;

    public WorkerProcess(int id, int generation, Supervisor supervisor, WorkerLauncher launcher, ProcessPoolOptions options, TimeSpan pause)
    {
        Id = id;
        Generation = generation;
        _supervisor = supervisor;
        _launcher = launcher;
        _options = options;
        _pause = pause;
        Recycling = new WorkerRecycling(this, new WorkerWear(options, id, generation), () => supervisor.OnWorn(this));
        _stop = new RequestStop(this, _gate, options.CancellationGracePeriod);
        _retirement = new WorkerRetirement(options.ShutdownGracePeriod);
        _appointment = new WorkerAppointment(options.StartTimeout);
    }

    /// <summary>Hears of what becomes of workers and of calls that end badly.</summary>
    public PoolTelemetry Telemetry => _supervisor.Telemetry;

    public int Id { get; private set; }

    public int Generation { get; private set; }

    /// <summary>The process id; 0 before it is started.</summary>
    public int ProcessId => _body?.ProcessId ?? 0;

    public WorkerName Name => new(Id, ProcessId);

    /// <summary>When it has done enough.</summary>
    public WorkerRecycling Recycling { get; }

    /// <summary>Whether it has no place yet.</summary>
    private bool IsSpare => Id == Staff<WorkerProcess>.SpareId;

    /// <summary>The started worker; meaningful once it was ready.</summary>
    public WorkerBody Body => _body!;

    /// <summary>Its requests; meaningful once it was ready.</summary>
    public WorkerCalls Calls => _calls!;

    /// <summary>The lanes of its requests; meaningful once it was ready.</summary>
    public LaneReader Lanes => _lanes!;

    /// <summary>Whether it has begun requests that are looked after.</summary>
    public bool Serves => _life.Serves;

    /// <summary>Whether it would take a request now.</summary>
    public bool TakesRequests => _life.TakesRequests && !_stop.IsStalled && _calls!.HasRoom;

    /// <summary>Whether it is at work as expected.</summary>
    public bool IsServing => _life.TakesRequests && !_stop.IsStalled && _calls!.CanSend;

    /// <summary>Whether it has requests.</summary>
    public bool IsBusy => _calls?.Load.Count > 0;

    /// <summary>What it does now.</summary>
    public WorkerStatistics GetStatistics() => new()
    {
        Id = Id,
        Generation = Generation,
        ProcessId = ProcessId,
        IsReady = _life.TakesRequests,
        CallsInFlight = _calls?.Load.Count ?? 0,
        AnsweredCalls = _isCounted ? 0 : _calls?.Answered ?? 0,
    };

    /// <exception cref="NoThreadException">There is no thread for it: <see cref="FailStart"/> follows.</exception>
    public void Start() => OwnThread.Start(IsSpare ? "spare" : $"worker {Id}", Run);

    /// <summary>It could not be started. Whatever it was, there is no worker; who waits for one is told the reason.</summary>
    public void FailStart(Exception reason)
    {
        lock (_gate)
            _life.TryMove(WorkerEvent.StartFailed);
        _supervisor.OnStartFailed(this, reason);
    }

    /// <summary>Gives a spare that is ready the place of another worker, which it takes when it has heard of it.</summary>
    public void Appoint(int id, int generation)
    {
        Id = id;
        Generation = generation;
        try
        {
            _body!.OnPlaced(id);
            _body.Calls.Send(new FrameHeader(FrameKind.Appoint, 0) { Method = id, Count = generation });
            CheckAt(_appointment.Begin());
        }
        catch (ConnectionLostException)
        {
            // It has ended; its thread sees it, and it is replaced in turn.
        }
    }

    /// <summary>Its state and its requests, for people who look for a hang.</summary>
    public override string ToString() =>
        $"worker {Id}.{Generation}, process {ProcessId}, {_life.State}{(_stop.IsStalled ? ", stalled" : "")}: {string.Join(", ", _calls?.Sent.Select(request => $"{request.Method.Name} {request.CallId}{(_calls.ClaimedAt(request) != 0 ? " claimed" : "")}") ?? [])}";

    /// <summary>Gives the worker a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="wasIdle">Whether the worker had nothing else.</param>
    public SendOutcome TrySend(WorkerRequest request, out bool wasIdle)
    {
        wasIdle = false;
        if (!_life.TakesRequests)
            return SendOutcome.WorkerGone;
        SendOutcome outcome = _calls!.TrySend(request, out wasIdle);
        if (outcome is SendOutcome.Sent)
        {
            _stop.OnSent(request, wasIdle);
            Recycling.OnGiven();
        }
        switch (_life.State)
        {
            case WorkerState.Retiring:
                TryFinishRetiring(); // it waited for this
                break;
            case WorkerState.Killed:
                TakeBackLate();
                break;
        }
        return outcome;
    }

    /// <summary>
    /// Ends the worker in good order as soon as it has nothing to do; it takes no further request. What it was given it runs: were that taken
    /// from worker to worker, calls whose start takes as long as that of a successor would never run. What waits there in vain comes back as ever.
    /// </summary>
    public void Retire()
    {
        lock (_gate)
        {
            if (!_life.TryMove(WorkerEvent.Dismissed))
                return;
        }
        TryFinishRetiring();
    }

    /// <summary>
    /// Cancels a request: takes it back if the worker has not begun it; else by its token, if the method looks at it, and by the end of the
    /// worker after the grace period.
    /// </summary>
    public void Cancel(WorkerRequest request, CallFailure reason)
    {
        if (_calls is null || !_stop.Cancel(request, reason))
            return;
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
        OnRead(); // it may retire, and wait for that
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
        _stop.Revoke(request);
        return false;
    }

    /// <summary>Does what is due.</summary>
    /// <returns>When to look again.</returns>
    public long Check(long now) => _life.State switch
    {
        WorkerState.Ready or WorkerState.Retiring => Math.Min(Math.Min(_stop.Check(now), Recycling.Check(now)), CheckRetirement(now)),
        WorkerState.Spare => CheckAppointment(now),
        WorkerState.Killed when _body is { } body => Math.Min(body.CheckEnd(now), _dump?.Check(now) ?? long.MaxValue),
        _ => long.MaxValue,
    };

    /// <summary>Answers were read, and the worker may have room. By any thread.</summary>
    public void OnRead()
    {
        if (_life.State is WorkerState.Retiring)
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

    /// <summary>
    /// Reads answers that nobody reads, gives back what was taken back, and gives it what waits: beside the thread that looks for that, because all of
    /// it may run the user's code, and an answer may never come to its end.
    /// </summary>
    public void Tend()
    {
        if (Interlocked.Exchange(ref _isTended, true))
            return;
        RunBeside(() =>
        {
            Interlocked.Exchange(ref _isTended, false); // who asks from here on asks again
            Calls.Reader.ReadNow();
            ReturnTakenBack();
            OnRead();
        });
    }

    /// <summary>Does something beside the thread that looks for what is due.</summary>
    public void RunBeside(Action work) => _supervisor.RunBeside(work);

    /// <summary>Whether calls wait for a worker.</summary>
    public bool IsAwaited => _supervisor.HasWaiting;

    private void Run()
    {
        WorkerBody body;
        try
        {
            Telemetry.OnWorkerStarts(Id, Generation);
            _supervisor.WaitBeforeStart(_pause);
            long startedAt = Stopwatch.GetTimestamp();
            body = _launcher.Launch(Id, Generation, _supervisor.Shutdown);
            var tables = new LoadedTables();
            _supervisor.Initialization.Run(body, tables, startedAt, _supervisor.Shutdown);
            lock (_gate)
            {
                _body = body;
                _calls = new WorkerCalls(this, body, tables, Recycling.MaxCalls);
                _lanes = new LaneReader(body.Control, body.Link, OnBroken);
                if (!_life.TryMove(IsSpare ? WorkerEvent.StartedAsSpare : WorkerEvent.Started))
                    body.Kill();
            }
        }
        catch (Exception exception)
        {
            FailStart(exception);
            return;
        }
        if (!IsSpare || AwaitAppointment(body))
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
            _life.TryMove(WorkerEvent.Appointed);
        return true;
    }
}
