namespace ParallelGen.Lanes;

/// <summary>Reads a caller's source as far as the method reads it in the worker, on the thread pool.</summary>
/// <param name="source">The source.</param>
/// <param name="sender">Where the items go.</param>
internal sealed class SourcePump<T>(IAsyncEnumerable<T> source, LaneSender<T> sender) : SourcePump
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private bool _isTaking;
    private bool _isStopped;

    /// <param name="context">The caller's, in which its source runs.</param>
    public void Start(ExecutionContext? context) => ThreadPool.UnsafeQueueUserWorkItem(static state =>
    {
        if (state.Context is null)
            _ = state.Pump.RunAsync();
        else
            ExecutionContext.Run(state.Context, static pump => _ = ((SourcePump<T>)pump!).RunAsync(), state.Pump);
    }, (Pump: this, Context: context), preferLocal: false);

    public override void OnCredit(LaneCredit credit) => sender.OnCredit(credit);

    public override Task Stop()
    {
        bool isTaking;
        bool isFirst;
        lock (_gate)
        {
            isFirst = !_isStopped;
            _isStopped = true;
            isTaking = _isTaking;
        }
        if (isFirst)
        {
            sender.Close();
            // What the user registered runs elsewhere: this may be the thread that receives frames.
            ThreadPool.UnsafeQueueUserWorkItem(static pump => pump.CancelSource(), this, preferLocal: false);
        }
        return isTaking ? Task.CompletedTask : _ended.Task;
    }

    private async Task RunAsync()
    {
        try
        {
            await SendAllAsync().ConfigureAwait(false);
            if (!IsStopped)
                sender.Complete(null);
        }
        catch (OperationCanceledException) when (IsStopped)
        {
            // It heard that nobody wants its items any more.
        }
        catch (Exception exception)
        {
            Failure ??= exception;
            sender.Complete(RemoteError.Of(exception, RemoteErrorOrigin.Source));
        }
        finally
        {
            _ended.TrySetResult();
        }
    }

    private async Task SendAllAsync()
    {
        IAsyncEnumerator<T> items = source.GetAsyncEnumerator(_stopping.Token);
        try
        {
            while (await TakeAsync(items).ConfigureAwait(false))
            {
                while (sender.TrySend(items.Current) is var outcome && outcome is not LaneOutcome.Sent)
                {
                    if (outcome is LaneOutcome.Closed)
                        return;
                    await sender.RoomAsync().ConfigureAwait(false);
                }
            }
        }
        finally
        {
            await items.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async ValueTask<bool> TakeAsync(IAsyncEnumerator<T> items)
    {
        lock (_gate)
        {
            if (_isStopped)
                return false;
            _isTaking = true;
        }
        try
        {
            return await items.MoveNextAsync().ConfigureAwait(false);
        }
        finally
        {
            lock (_gate)
                _isTaking = false;
        }
    }

    private bool IsStopped
    {
        get
        {
            lock (_gate)
                return _isStopped;
        }
    }

    private void CancelSource()
    {
        try
        {
            _stopping.Cancel();
        }
        catch (AggregateException exception)
        {
            Failure ??= exception; // what the source registered with its token threw
        }
    }
}
