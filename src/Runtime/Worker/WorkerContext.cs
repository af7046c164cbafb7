using ParallelGen.Lanes;

namespace ParallelGen.Worker;

/// <summary>What the threads of one worker share: which call runs, and what its caller said of it meanwhile.</summary>
internal sealed class WorkerContext(int id, int generation)
{
    private readonly Lock _gate = new();
    private CancellationTokenSource? _cancellation;
    private long _current;
    private long _cancelled;
    private long _revoked;
    private long _callCount;
    private WorkerLanes? _lanes; // of the call that runs
    private volatile bool _isCallerGone;

    public int Id { get; private set; } = id;

    public int Generation { get; private set; } = generation;

    public long CallCount => Volatile.Read(ref _callCount);

    /// <summary>Whether the caller wants no further item of the chunk that runs to begin.</summary>
    public bool IsRevoked => _isCallerGone || Volatile.Read(ref _revoked) == _current;

    /// <summary>Whether the caller cancelled the call that runs.</summary>
    public bool IsCancelled => _isCallerGone || Volatile.Read(ref _cancelled) == _current;

    /// <summary>Sends on the control connection. Set before the first call.</summary>
    public ControlLink? Link { get; set; }

    /// <summary>Called when the caller wants no further item to begin, of any chunk. From any thread.</summary>
    public Action? Revoked { get; set; }

    /// <summary>Makes a spare the worker of this number, before its first call.</summary>
    public void Appoint(int id, int generation)
    {
        Id = id;
        Generation = generation;
    }

    /// <summary>Counts a call or chunk that begins.</summary>
    public void Count() => _callCount++; // by one thread only

    /// <summary>Begins a call. The token is made only for a method that looks at it.</summary>
    public CancellationToken Begin(long callId, bool observesCancellation)
    {
        if (!observesCancellation)
        {
            Volatile.Write(ref _current, callId);
            return CancellationToken.None;
        }
        lock (_gate)
        {
            _current = callId;
            _cancellation = new CancellationTokenSource();
            // The control connection may have been faster than the call's own.
            if (_cancelled == callId || _isCallerGone)
                _cancellation.Cancel();
            return _cancellation.Token;
        }
    }

    public void End()
    {
        if (_cancellation is null)
        {
            Volatile.Write(ref _current, 0);
            return;
        }
        lock (_gate)
        {
            _current = 0;
            _cancellation?.Dispose();
            _cancellation = null;
        }
    }

    /// <summary>Opens the lanes of the call that has begun.</summary>
    public WorkerLanes OpenLanes(in FrameHeader header, string method, int maxDepth)
    {
        var lanes = new WorkerLanes(Link!, header, method, maxDepth);
        lock (_gate)
        {
            _lanes = lanes;
            if (_cancelled == header.CallId || _isCallerGone)
                lanes.Cancel(CancelReason);
        }
        return lanes;
    }

    /// <summary>Ends the lanes of a call, whether or not it had begun any.</summary>
    public void EndLanes(long callId)
    {
        WorkerLanes? lanes;
        lock (_gate)
        {
            lanes = _lanes;
            _lanes = null;
        }
        if (lanes is null)
            WorkerLanes.SendEnd(Link!, callId);
        else
            lanes.End();
    }

    /// <summary>A frame of the lanes of a call came: of the one that runs, or it is too late.</summary>
    public void OnLaneFrame(in FrameHeader header, Connection control)
    {
        WorkerLanes? lanes;
        lock (_gate)
            lanes = _lanes;
        if (lanes?.CallId == header.CallId)
            lanes.OnFrame(header, control);
    }

    /// <summary>The caller is gone: lets nothing wait for it, and nothing begin, and cancels the token of what runs.</summary>
    public void OnCallerGone()
    {
        CancellationTokenSource? cancellation;
        lock (_gate)
        {
            _isCallerGone = true;
            _lanes?.Cancel(CancelReason);
            cancellation = _cancellation;
        }
        Revoked?.Invoke();
        Link?.Close();
        CancelBeside(cancellation);
    }

    /// <summary>Cancels the token of the call, now or when it begins, and lets no further item begin.</summary>
    public void Cancel(long callId)
    {
        CancellationTokenSource? cancellation;
        lock (_gate)
        {
            Volatile.Write(ref _cancelled, callId);
            Volatile.Write(ref _revoked, callId);
            cancellation = _current == callId ? _cancellation : null;
            if (_lanes?.CallId == callId)
                _lanes.Cancel(CancelReason);
        }
        Revoked?.Invoke();
        CancelBeside(cancellation);
    }

    // What the user registered runs on the thread pool: it must not keep this thread from seeing the parent's death.
    private static void CancelBeside(CancellationTokenSource? cancellation)
    {
        if (cancellation is not null)
            ThreadPool.UnsafeQueueUserWorkItem(static source => CancelQuietly(source), cancellation, preferLocal: false);
    }

    public void Revoke(long callId)
    {
        lock (_gate)
            Volatile.Write(ref _revoked, callId);
        Revoked?.Invoke();
    }

    private static OperationCanceledException CancelReason => new("The call was cancelled.");

    private static void CancelQuietly(CancellationTokenSource source)
    {
        try
        {
            source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The call ended first.
        }
        catch (AggregateException exception)
        {
            Console.Error.WriteLine($"A callback of a cancelled call's token threw: {exception.InnerException}");
        }
    }
}
