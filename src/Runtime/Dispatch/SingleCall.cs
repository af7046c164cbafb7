using ParallelGen.Supervision;

namespace ParallelGen.Dispatch;

/// <summary>One call of a marked method.</summary>
internal sealed class SingleCall<TArguments, TResult>(
    Dispatcher dispatcher, PoolMethod<TArguments, TResult> method, in TArguments arguments, CancellationToken cancellationToken)
    : PendingCall(method, FrameKind.Call)
{
    // The pump that reads results never runs a user's continuation.
    private readonly TaskCompletionSource<TResult> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly PoolMethod<TArguments, TResult> _method = method;
    private TArguments _arguments = arguments;
    private PayloadBuffer? _encoded;
    private CancellationTokenRegistration _registration;
    private TResult _result = default!;
    private volatile bool _ended;

    public Task<TResult> Task => _completion.Task;

    public override long EncodedBytes => _encoded?.Length ?? 0;

    /// <summary>Submits the call.</summary>
    public void Start()
    {
        dispatcher.Submit(this);
        // After the submission: a token that is cancelled already cancels here, and finds the call where it can be found.
        if (cancellationToken.CanBeCanceled && !_completion.Task.IsCompleted)
        {
            _registration = cancellationToken.UnsafeRegister(
                static state => ((PendingCall)state!).Cancel(CancelFailure.ByCaller), this);
            Interlocked.MemoryBarrier();
            if (_ended)
                _registration.Dispose();
        }
    }

    public override void EncodeForQueue()
    {
        var payload = new PayloadBuffer(dispatcher.Options.MaxPayloadBytes);
        try
        {
            var writer = new WireWriter(payload);
            _method.WriteArguments(ref writer, in _arguments);
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
        if (_encoded is null)
        {
            _method.WriteArguments(ref writer, in _arguments);
            _arguments = default!;
            return;
        }
        writer.WriteEncoded(_encoded);
        Drop();
    }

    public override void Restore(PayloadBuffer? payload)
    {
        if (payload is not null)
            Keep(payload);
    }

    public override void ReadResult(ref WireReader reader) => _result = _method.ReadResult(ref reader);

    public override void Succeed()
    {
        End();
        _completion.TrySetResult(_result);
    }

    public override void Fail(CallFailure failure)
    {
        End();
        if (failure.IsCancellation && cancellationToken.IsCancellationRequested)
            _completion.TrySetCanceled(cancellationToken);
        else if (failure.IsCancellation)
            _completion.TrySetCanceled(new CancellationToken(canceled: true));
        else
            _completion.TrySetException(failure.ToException(this, null));
    }

    private void Keep(PayloadBuffer payload)
    {
        Drop();
        _encoded = payload;
        // Encoded is read: the caller may change its arguments now, and this call need not hold them.
        _arguments = default!;
    }

    private void Drop()
    {
        _encoded?.Dispose();
        _encoded = null;
    }

    private void End()
    {
        Drop();
        // Either this thread sees the registration, or the one that registers sees the end.
        _ended = true;
        Interlocked.MemoryBarrier();
        _registration.Dispose();
        dispatcher.EndOperation();
    }
}
