using ParallelGen.Lanes;
using ParallelGen.Supervision;
using ParallelGen.Transport.SharedMemory;

namespace ParallelGen.Dispatch;

/// <summary>
/// One call of a marked method. Where its answer comes while its caller still looks for it, the caller gets a task that is complete;
/// otherwise a promise. A call that nobody else can have heard of, because it has neither token nor timeout and runs once, is used again for another.
/// </summary>
internal sealed class SingleCall<TArguments, TResult>(PoolMethod<TArguments, TResult> method)
    : PendingCall(method, FrameKind.Call), IPolledRequest
{
    private const int Open = 0;
    private const int Settled = 1;
    private const int Promised = 2;

    // What is larger is not held twice only to be described.
    private const int MostHeldTwice = 64 * 1024;

    private readonly PoolMethod<TArguments, TResult> _method = method;
    private Dispatcher _dispatcher = null!;
    private CancellationToken _cancellationToken;
    private bool _isOwn; // somebody may look for this call when it has ended
    private TArguments _arguments = default!;
    private PayloadBuffer? _encoded;
    private bool _isWritten; // the arguments are a worker's, not here any more
    private bool _isDropped; // they are here encoded only
    private CancellationTokenRegistration _registration;

    private TaskCompletionSource<TResult>? _promise;
    private TResult _result = default!;
    private CallFailure? _failure;
    private int _phase;
    private volatile bool _hasEnded;

    public override bool IsCancellable => _cancellationToken.CanBeCanceled;

    public override CancellationToken CancellationToken => _cancellationToken;

    public override long? ExpectedNanoseconds => _method.ExpectedNanoseconds;

    public override long EncodedBytes => (_encoded?.Length ?? 0) + (Blocks?.HeldBytes ?? 0);

    protected override SlabPool? Slabs => _dispatcher.Slabs;

    public bool IsSettled => Volatile.Read(ref _phase) == Settled;

    public bool HasEnded => _hasEnded;

    public override string? DescribeArguments(int? item) =>
        _isDropped || !_dispatcher.Options.DescribeArguments ? null : ArgumentSummary.Of(in _arguments);

    /// <summary>Makes a call and sends it on its way.</summary>
    public static Task<TResult> Start(ProcessPool pool, PoolMethod<TArguments, TResult> method, in TArguments arguments, CancellationToken cancellationToken) =>
        Start(pool, method, in arguments, method.HasLanes ? OpenLanes(pool, method, in arguments) : null, cancellationToken);

    /// <summary>Makes a call with lanes, and sends it on its way.</summary>
    public static Task<TResult> Start(ProcessPool pool, PoolMethod<TArguments, TResult> method, in TArguments arguments, CallLanes? lanes, CancellationToken cancellationToken)
    {
        long timeoutMilliseconds = pool.TimeoutOf(method, null);
        PoolCallOptions options = pool.CallOptions;
        bool mayRunAgain = method.MaxAttempts > 1;
        bool isOwn = timeoutMilliseconds > 0 || cancellationToken.CanBeCanceled || mayRunAgain || options.QueueTimeout is not null || lanes is not null || pool.Home != NoHome;
        SingleCall<TArguments, TResult> call = (isOwn ? null : method.FreeCalls.Take()) ?? new(method);
        call._isOwn = isOwn;
        call.Lanes = lanes;
        if (isOwn)
            call.Home = pool.Home;
        call.Begin(pool.Dispatcher, in arguments, timeoutMilliseconds, options, cancellationToken);
        // What runs again later must not be what the caller has made of its arguments by then.
        if (!mayRunAgain || call.TryEncodeAhead())
            pool.Dispatcher.Submit(call, call);
        return call.GetTask();
    }

    /// <summary>The lanes of a call's arguments.</summary>
    public static CallLanes OpenLanes(ProcessPool pool, PoolMethod<TArguments, TResult> method, in TArguments arguments)
    {
        var lanes = new CallLanes(LaneSettings.Of(method, pool.Dispatcher.Options, pool.CallOptions));
        method.OpenLanes(in arguments, lanes);
        return lanes;
    }

    /// <summary>Makes a call for one worker alone and sends it on its way.</summary>
    public static Task<TResult> StartOn(int workerId, ProcessPool pool, PoolMethod<TArguments, TResult> method, in TArguments arguments, CancellationToken cancellationToken)
    {
        var call = new SingleCall<TArguments, TResult>(method) { _isOwn = true, Home = workerId, IsPinned = true, Lanes = method.HasLanes ? OpenLanes(pool, method, in arguments) : null };
        call.Begin(pool.Dispatcher, in arguments, pool.TimeoutOf(method, null), pool.CallOptions, cancellationToken);
        // The caller may change its arguments when the first of many is sent.
        if (call.TryEncodeAhead())
            pool.Dispatcher.Submit(call, null);
        return call.GetTask();
    }

    // In its turn instead where the queue is full.
    private bool TryEncodeAhead()
    {
        Dispatcher.Measure(this);
        return !_dispatcher.HasRoom || TryEncode();
    }

    protected override void OnWithdrawn() => _dispatcher.OnWithdrawn(this);

    protected override void EncodeForQueue()
    {
        if (_encoded is not null)
            return;
        var payload = new PayloadBuffer(_dispatcher.Options.MaxPayloadBytes);
        try
        {
            var writer = new WireWriter(payload) { User = this };
            WriteArguments(ref writer);
            PayloadBuffer.Complete(ref writer);
        }
        catch
        {
            payload.Dispose();
            throw;
        }
        Keep(payload);
    }

    public override void Write(ref WireWriter writer)
    {
        // Both stay until the request is sent whole: the worker may die before that.
        if (_encoded is null)
            WriteArguments(ref writer);
        else
            writer.WriteEncoded(_encoded);
        _isWritten = true;
    }

    public override bool TryRestore(PayloadBuffer? payload)
    {
        // The worker may have died before the arguments were written for it.
        if (payload is null && _isWritten && _encoded is null)
            return false;
        if (payload is not null)
            Keep(payload);
        BeginAgain();
        return true;
    }

    public override void ReadResult(ref WireReader reader, long claimedAt) => _result = _method.ReadResult(ref reader);

    public override void Succeed()
    {
        if (Lanes is null)
            Settle();
        else
            FinishLanes(null);
    }

    public override void Fail(CallFailure failure)
    {
        if (Lanes is null)
            End(failure);
        else
            FinishLanes(failure);
    }

    private void FinishLanes(CallFailure? failure) => Lanes!.Finish(() =>
    {
        if (CallerFailure.Of(Lanes, failure) is { } final)
            End(final);
        else
            Settle();
    });

    private void End(CallFailure failure)
    {
        if (ShouldTryAgain(failure))
        {
            ReturnCount = 0;
            _isWritten = false;
            TakeNewId(); // what is still said of the attempt before does not mean the next
            BeginAgain();
            _dispatcher.TryAgain(this);
            return;
        }
        _failure = failure;
        Settle();
    }

    private void Begin(Dispatcher dispatcher, in TArguments arguments, long timeoutMilliseconds, PoolCallOptions options, CancellationToken cancellationToken)
    {
        _dispatcher = dispatcher;
        _arguments = arguments;
        _cancellationToken = cancellationToken;
        TimeoutMilliseconds = timeoutMilliseconds;
        Priority = options.Priority;
        QueueTimeout = options.QueueTimeout;
        Context = CallContext.Capture(dispatcher.Culture);
    }

    private void WriteArguments(ref WireWriter writer)
    {
        EndBlocks(); // of a worker that never began it
        Context?.Write(ref writer);
        _method.WriteArguments(ref writer, in _arguments);
    }

    // After the submission: a token that is cancelled already cancels here, and finds the call where it can be found.
    private Task<TResult> GetTask()
    {
        bool isCancellable = IsCancellable;
        if (Volatile.Read(ref _phase) == Open)
        {
            var promise = new TaskCompletionSource<TResult>(TaskCreationOptions.RunContinuationsAsynchronously);
            _promise = promise;
            if (Interlocked.CompareExchange(ref _phase, Promised, Open) == Open)
            {
                if (isCancellable) // else the call may be somebody else's by now
                    Register();
                return promise.Task;
            }
        }
        Task<TResult> task = _failure is null ? Task.FromResult(_result) : MakeFailed(_failure);
        Release();
        return task;
    }

    private void Register()
    {
        _registration = _cancellationToken.UnsafeRegister(static state => ((PendingCall)state!).Cancel(CancelFailure.ByCaller), this);
        Interlocked.MemoryBarrier();
        if (_hasEnded)
            _registration.Dispose();
    }

    private void Settle()
    {
        _encoded?.Dispose();
        _encoded = null;
        EndBlocks();
        // Either this thread sees the registration, or the one that registers sees the end.
        _hasEnded = true;
        Interlocked.MemoryBarrier();
        _registration.Dispose();
        Times?.End(_failure?.Outcome);
        _dispatcher.EndOperation();
        if (Interlocked.CompareExchange(ref _phase, Settled, Open) == Open)
            return; // the thread that submits it has it from here on
        TaskCompletionSource<TResult> promise = _promise!;
        TResult result = _result;
        CallFailure? failure = _failure;
        if (failure is null)
            promise.TrySetResult(result);
        else
            Fail(promise, failure);
        Release();
    }

    private void Fail(TaskCompletionSource<TResult> promise, CallFailure failure)
    {
        if (failure.IsCancellation && _cancellationToken.IsCancellationRequested)
            promise.TrySetCanceled(_cancellationToken);
        else if (failure.IsCancellation)
            promise.TrySetCanceled(new CancellationToken(canceled: true));
        else
            promise.TrySetException(failure.ToException(this, null));
    }

    private Task<TResult> MakeFailed(CallFailure failure)
    {
        var promise = new TaskCompletionSource<TResult>();
        Fail(promise, failure);
        return promise.Task;
    }

    private void Keep(PayloadBuffer payload)
    {
        _isWritten = false;
        _encoded?.Dispose();
        _encoded = payload;
        // Encoded is read: the caller may change its arguments now.
        if (payload.Length <= MostHeldTwice)
            return;
        _arguments = default!;
        _isDropped = true;
    }

    // Only what ended well, and was never to be found by a token, a deadline or a retry, is used again.
    private void Release()
    {
        _arguments = default!;
        _result = default!;
        _promise = null; // somebody may keep the call for a while, and is not to keep its result
        if (_failure is not null || _isOwn)
            return;
        _isWritten = false;
        _isDropped = false;
        _dispatcher = null!;
        Reuse();
        _hasEnded = false;
        Volatile.Write(ref _phase, Open);
        _method.FreeCalls.Return(this);
    }
}
