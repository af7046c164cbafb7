namespace ParallelGen.Dispatch.Maps;

/// <summary>A map whose results are collected into one array.</summary>
internal sealed class MapFlow<TFixed, TItem, TResult> : ChunkFlow<TFixed, TItem, TResult>
{
    private readonly TaskCompletionSource<(TResult[] Results, List<(int Index, Exception Exception)> Failures)> _completion =
        new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationToken _cancellationToken;
    private readonly TResult[]? _results;                              // where the number of items is known
    private readonly List<(int FirstItem, TResult[] Results)> _parts = []; // where it is not; guarded by itself
    private readonly List<(int Index, Exception Exception)> _failures = []; // guarded by itself

    public MapFlow(Dispatcher dispatcher, PoolMap<TFixed, TItem, TResult> map, ItemSource<TItem> source, in TFixed fixedArguments,
        MapSettings settings, CancellationToken cancellationToken)
        : base(dispatcher, map, source, in fixedArguments, settings, cancellationToken)
    {
        _cancellationToken = cancellationToken;
        if (SourceCount is { } count)
            _results = new TResult[count];
    }

    /// <summary>All results in the order of the items, and the failures, in no order, where every item runs.</summary>
    public Task<(TResult[] Results, List<(int Index, Exception Exception)> Failures)> Task => _completion.Task;

    protected override Memory<TResult> MakeRoom(int firstItem, int count)
    {
        if (_results is not null)
            return _results.AsMemory(firstItem, count);
        var part = new TResult[count];
        lock (_parts)
            _parts.Add((firstItem, part));
        return part;
    }

    protected override void Accept(MapChunk<TFixed, TItem, TResult> chunk)
    {
        if (chunk.Failures is null)
            return;
        lock (_failures)
        {
            foreach ((int index, Exception exception) in chunk.Failures)
                _failures.Add((chunk.FirstItem + index, exception));
        }
    }

    protected override void OnEnded()
    {
        if (Failure is not null)
            _completion.TrySetException(Failure);
        else if (IsCancelled)
            _completion.TrySetCanceled(_cancellationToken.IsCancellationRequested ? _cancellationToken : new CancellationToken(canceled: true));
        else
            _completion.TrySetResult((_results ?? Join(), _failures));
    }

    private TResult[] Join()
    {
        var results = new TResult[_parts.Sum(part => part.Results.Length)];
        foreach ((int firstItem, TResult[] part) in _parts)
            part.CopyTo(results, firstItem);
        return results;
    }
}
