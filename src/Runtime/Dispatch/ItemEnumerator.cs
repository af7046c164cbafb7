using System.Diagnostics;
using ParallelGen.Diagnostics;
using ParallelGen.Lanes;

namespace ParallelGen.Dispatch;

/// <summary>
/// One call of a method that yields its results, and its reader. What came is given out first, then what ended the call. Leaving early cancels
/// the call, and waits until its worker has let go.
/// </summary>
/// <param name="stream">What is enumerated.</param>
/// <param name="cancellationToken">The token of this enumeration.</param>
internal sealed class ItemEnumerator<TArguments, TItem>(ItemStream<TArguments, TItem> stream, CancellationToken cancellationToken) : IAsyncEnumerator<TItem>
{
    private readonly CancellationTokenSource _leaving = CancellationTokenSource.CreateLinkedTokenSource(stream.CancellationToken, cancellationToken);
    private Task<Unit>? _call;
    private ResultLane<TItem>? _results;
    private LaneReceiver<TItem>? _receiver;
    private Activity? _activity;
    private TItem _current = default!;
    private bool _hasEnded;

    public TItem Current => _current;

    public ValueTask<bool> MoveNextAsync() =>
        _receiver is { } receiver && !_leaving.IsCancellationRequested && receiver.TryTake(out _current) ? new(true) : AdvanceAsync();

    public async ValueTask DisposeAsync()
    {
        if (_hasEnded)
            return;
        _hasEnded = true;
        _receiver = null;
        await _leaving.CancelAsync().ConfigureAwait(false);
        if (_call is not null)
            await ((Task)_call).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _activity?.Dispose();
        _leaving.Dispose();
    }

    private async ValueTask<bool> AdvanceAsync()
    {
        if (_hasEnded)
            return false;
        try
        {
            if (await TryTakeAsync().ConfigureAwait(false))
                return true;
            await _call!.ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            Tracing.Fail(_activity, exception);
            await DisposeAsync().ConfigureAwait(false);
            throw;
        }
        await DisposeAsync().ConfigureAwait(false);
        return false;
    }

    private async ValueTask<bool> TryTakeAsync()
    {
        ThrowIfCancelled();
        if (_call is null)
            Start();
        _receiver ??= await _results!.Receiver.ConfigureAwait(false);
        do
        {
            ThrowIfCancelled();
            if (_receiver?.TryTake(out _current) == true)
                return true;
        }
        while (_receiver is not null && await _receiver.WaitAsync().ConfigureAwait(false));
        ThrowIfCancelled();
        return false;
    }

    private void Start()
    {
        _activity = Tracing.Start(stream.Method.Name, "call"); // first: who listens may throw
        ObjectDisposedException.ThrowIf(!stream.Pool.Dispatcher.TryBeginOperation(), typeof(ProcessPool));
        TArguments arguments = stream.Arguments;
        CallLanes lanes = SingleCall<TArguments, Unit>.OpenLanes(stream.Pool, stream.Method, in arguments);
        _results = lanes.AddResults(stream.Method.Items);
        _call = SingleCall<TArguments, Unit>.Start(stream.Pool, stream.Method, in arguments, lanes, _leaving.Token);
    }

    private void ThrowIfCancelled()
    {
        stream.CancellationToken.ThrowIfCancellationRequested();
        cancellationToken.ThrowIfCancellationRequested();
    }
}
