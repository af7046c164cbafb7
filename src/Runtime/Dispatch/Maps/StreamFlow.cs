using System.Runtime.ExceptionServices;
using Channels = System.Threading.Channels;

namespace ParallelGen.Dispatch.Maps;

/// <summary>A map whose results are taken one after the other while it goes on.</summary>
internal sealed class StreamFlow<TFixed, TItem, TResult> : ChunkFlow<TFixed, TItem, TResult>
{
    // Bounded by the flow's window.
    private readonly Channels.Channel<MapChunk<TFixed, TItem, TResult>> _done =
        Channels.Channel.CreateUnbounded<MapChunk<TFixed, TItem, TResult>>(new Channels.UnboundedChannelOptions { SingleReader = true });
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationToken _cancellationToken;
    private readonly bool _ordered;

    public StreamFlow(Dispatcher dispatcher, PoolMap<TFixed, TItem, TResult> map, ItemSource<TItem> source, in TFixed fixedArguments,
        MapSettings settings, CancellationToken cancellationToken)
        : base(dispatcher, map, source, in fixedArguments, settings, cancellationToken)
    {
        _cancellationToken = cancellationToken;
        _ordered = settings.Ordered;
    }

    /// <summary>
    /// The chunks as they complete, or in the order of their items. A chunk is given up when the next is asked for. Ends with what failed;
    /// leaving early takes back what waits, and awaits what runs.
    /// </summary>
    public async IAsyncEnumerable<MapChunk<TFixed, TItem, TResult>> ReadAllAsync()
    {
        Start();
        try
        {
            // Chunks that came before their turn, by their first item.
            var early = new Dictionary<int, MapChunk<TFixed, TItem, TResult>>();
            int next = 0;
            await foreach (MapChunk<TFixed, TItem, TResult> done in _done.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
            {
                early.Add(_ordered ? done.FirstItem : next, done);
                while (early.Remove(next, out MapChunk<TFixed, TItem, TResult>? chunk))
                {
                    yield return chunk;
                    // Nothing that comes after the failure in the stream is given out.
                    if (chunk.Failures is not null && !EveryItem)
                        ThrowEnd();
                    next += chunk.Completed;
                    Release(chunk.Completed);
                }
            }
            if (Failure is not null || IsCancelled)
                ThrowEnd();
        }
        finally
        {
            Stop(null, null, cancelRunning: false);
            await _ended.Task.ConfigureAwait(false);
        }
    }

    private void ThrowEnd()
    {
        if (Failure is not null)
            ExceptionDispatchInfo.Throw(Failure);
        throw new OperationCanceledException(_cancellationToken);
    }

    protected override Memory<TResult> MakeRoom(int firstItem, int count) => new TResult[count];

    protected override void Accept(MapChunk<TFixed, TItem, TResult> chunk) => _done.Writer.TryWrite(chunk);

    protected override void OnEnded()
    {
        _done.Writer.TryComplete();
        _ended.TrySetResult();
    }
}
