using ParallelGen.Lanes;
using ParallelGen.Supervision;
using ParallelGen.Transport.SharedMemory;

namespace ParallelGen.Dispatch.Maps;

/// <summary>
/// The flow of a map's chunks: takes items from the source while the window has room, sends them, and ends when everything is answered.
/// What becomes of the results is the derived class's business.
/// </summary>
internal abstract partial class ChunkFlow<TFixed, TItem, TResult>
{
    private readonly Dispatcher _dispatcher;
    private readonly ItemSource<TItem> _source;
    private readonly ChunkSizer _sizer;
    private readonly MapSettings _settings;
    private readonly CallContext? _context;
    private readonly LaneSettings? _lanes;
    private readonly ProgressReports? _progress;
    private readonly TFixed? _fixedArguments; // where chunks have lanes, which are opened for each
    private readonly bool _isAlone; // chunks run beside this thread, and one at a time: there is one worker
    private readonly Lock _gate = new();
    private readonly HashSet<MapChunk<TFixed, TItem, TResult>> _outstanding = [];
    private CancellationTokenRegistration _cancellation;
    private CancellationTokenRegistration _shutdown;
    private int _itemsTaken;
    private int _itemsHeld;     // taken, and not yet given up by the consumer
    private bool _taking;       // the source is asked for items, and may wait
    private bool _exhausted;
    private bool _stopped;
    private bool _ended;

    protected ChunkFlow(Dispatcher dispatcher, PoolMap<TFixed, TItem, TResult> map, ItemSource<TItem> source, in TFixed fixedArguments,
        MapSettings settings, CancellationToken cancellationToken)
    {
        _dispatcher = dispatcher;
        _source = source;
        _settings = settings;
        CancellationToken = cancellationToken;
        _context = CallContext.Capture(dispatcher.Culture);
        Map = map;
        _isAlone = map.Method.HasLanes && PoolWorker.Current.IsWorker;
        if (settings.Progress is { } progress)
            _progress = new ProgressReports(progress, source.Count, exception => Stop(exception, int.MaxValue, cancelRunning: false));
        if (map.Method.HasLanes)
        {
            _lanes = settings.Lanes;
            _fixedArguments = fixedArguments;
        }
        FixedArguments = new PayloadBuffer(dispatcher.Options.MaxPayloadBytes);
        FixedBlocks = WriteFixed(in fixedArguments);
        long maxBytes = dispatcher.Options.MaxPayloadBytes;
        int largest = Math.Min(ChunkLimits.LargestOf<TItem>(maxBytes), ChunkLimits.LargestOf<TResult>(maxBytes));
        if (settings.MaxItemsHeld is { } held)
            largest = Math.Clamp(held / (2 * dispatcher.Options.WorkerCount), 1, largest);
        if (dispatcher.Options.MaxCallsPerWorker is { } calls)
            largest = Math.Min(largest, calls);
        _sizer = new ChunkSizer(dispatcher.Options.WorkerCount, settings.ChunkSize, largest, map.SecondsPerItem)
        {
            // Who chose a size knows why; half of what may be leaves room for what is larger than the others.
            MostBytes = Math.Min(settings.ChunkSize is null ? ChunkLimits.WantedBytes : ChunkLimits.MostBytes, maxBytes / 2),
        };
    }

    public PoolMap<TFixed, TItem, TResult> Map { get; }

    /// <summary>The token of the map's caller.</summary>
    public CancellationToken CancellationToken { get; }

    public PayloadBuffer FixedArguments { get; }

    /// <summary>The shared memory that the fixed arguments refer to; null where they refer to none.</summary>
    public BlockUses? FixedBlocks { get; }

    /// <summary>Where room for views comes from; null where payloads hold them.</summary>
    public SlabPool? Slabs => _dispatcher.Slabs;

    /// <summary>What ended the flow before its time; null if nothing did.</summary>
    protected Exception? Failure { get; private set; }

    protected bool IsCancelled { get; private set; }

    protected int? SourceCount => _source.Count;

    protected bool EveryItem => _settings.EveryItem;

    private int? FailedItem { get; set; }

    public void Start()
    {
        // Before the caller's, which may end the flow at once: the pool would keep what is registered after that.
        _shutdown = _dispatcher.Stopping.UnsafeRegister(
            static state => ((ChunkFlow<TFixed, TItem, TResult>)state!).Stop(null, null, cancelRunning: false), this);
        if (CancellationToken.CanBeCanceled)
            _cancellation = CancellationToken.UnsafeRegister(static state => ((ChunkFlow<TFixed, TItem, TResult>)state!).Cancel(), this);
        _progress?.Add(0);
        Feed();
    }

    /// <summary>A chunk has its answer. On a worker's thread.</summary>
    public void OnDone(MapChunk<TFixed, TItem, TResult> chunk, CallFailure? failure)
    {
        if (failure is not null && chunk is { IsRevoked: true, CancelReason: null } && failure.IsCancellation)
        {
            Remove(chunk); // nobody wants it: the flow was stopped while it was on its way
            return;
        }
        if (failure is null && chunk is { Count: 1, Completed: 0, Lost: 0, SendFailure: { } broken })
            failure = broken; // the worker has seen the beginning of it, and there is no end
        else if (failure is null && chunk is { Completed: 0, Lost: 0, StopReason: null, SendFailure: null } && !IsStopped)
            failure = new LocalFailure(new CallSerializationException("a worker answered a chunk without beginning any of its items"));
        if (failure is null && (chunk.WasCancelled || chunk.StopReason is { IsCancellation: true }))
            Stop(null, null, cancelRunning: false);
        if (failure is null)
        {
            if (chunk.ElapsedTicks > 0) // else its worker died
                _sizer.Learn(chunk.Completed, chunk.ElapsedTicks);
            Map.SecondsPerItem = _sizer.SecondsPerItem;
        }
        else if (failure.IsCancellation)
            Stop(null, null, cancelRunning: false);
        else if (chunk.Count > 1 && ReferenceEquals(failure, chunk.SendFailure))
        {
            // None of it has begun.
            SendInParts(chunk, 0);
            Remove(chunk);
            return;
        }
        else if (!_settings.EveryItem || failure.IsOfPool)
        {
            int? item = chunk.Count == 1 ? chunk.FirstItem : failure is LocalFailure ? chunk.FirstItem + chunk.UnreadableResult : null;
            Stop(failure.ToException(chunk, item), item ?? chunk.FirstItem, cancelRunning: false);
        }
        else
        {
            chunk.FailRest(failure);
        }
        if (!_settings.EveryItem && !chunk.WasCancelled && chunk.Failures is [var first, ..])
            Stop(first.Exception, chunk.FirstItem + first.Index, cancelRunning: false);

        // What is to be tried again goes alone, and so does, its own way, what did not begin because the item before it broke off the chunk.
        int unsent = chunk.Completed;
        for (; unsent < chunk.Completed + chunk.Lost; unsent++)
            Send(chunk.Items.Slice(unsent, 1), chunk.FirstItem + unsent, chunk.Results.Slice(unsent, 1), chunk.Attempts);
        if (unsent < chunk.Count && IsWanted(chunk.FirstItem + unsent))
        {
            if (chunk.SendFailure is null)
                Send(chunk.Items.Slice(unsent, chunk.Count - unsent), chunk.FirstItem + unsent, chunk.Results[unsent..]);
            else
                SendInParts(chunk, unsent);
        }
        if (chunk.Completed > 0)
        {
            _progress?.Add(chunk.Completed);
            Accept(chunk);
        }
        Remove(chunk);
    }

    /// <summary>A chunk was withdrawn that may wait.</summary>
    public void OnWithdrawn(MapChunk<TFixed, TItem, TResult> chunk) => _dispatcher.OnWithdrawn(chunk);

    /// <summary>An item in short, for people; null where nobody is to know it.</summary>
    public string? Describe(TItem item) => _dispatcher.Options.DescribeArguments ? ArgumentSummary.Of(in item) : null;

    /// <summary>How long so many items will probably take a worker.</summary>
    public long ExpectedNanoseconds(int items) => _sizer.ExpectedNanoseconds(items);

    /// <summary>The arguments of a chunk took so many bytes.</summary>
    public void OnEncoded(int items, long bytes) => _sizer.LearnBytes(items, bytes);

    /// <summary>The flow's own copy of room for the results of a chunk.</summary>
    protected abstract Memory<TResult> MakeRoom(int firstItem, int count);

    /// <summary>Takes the results of a chunk. On a worker's thread; not one after the other.</summary>
    protected abstract void Accept(MapChunk<TFixed, TItem, TResult> chunk);

    /// <summary>Nothing is under way any more.</summary>
    protected abstract void OnEnded();

    /// <summary>The consumer is done with so many items: the window moves on.</summary>
    protected void Release(int items)
    {
        lock (_gate)
            _itemsHeld -= items;
        Feed();
    }

    /// <summary>
    /// Takes nothing more from the source. Of what comes after the item that failed, or of everything where none did, what waits is taken
    /// back, and what runs is awaited, or cancelled too. What comes before it goes on: the failure that counts is that of the first item,
    /// as if the items had run one after the other.
    /// </summary>
    protected void Stop(Exception? failure, int? item, bool cancelRunning)
    {
        MapChunk<TFixed, TItem, TResult>[] outstanding;
        lock (_gate)
        {
            if (failure is not null && !_ended && (Failure is null || item < FailedItem))
            {
                Failure = failure;
                FailedItem = item;
            }
            else if (failure is null)
            {
                IsCancelled = true;
            }
            _stopped = true;
            outstanding = [.. _outstanding.Where(chunk => item is null || chunk.FirstItem > item)];
        }
        foreach (MapChunk<TFixed, TItem, TResult> chunk in outstanding)
        {
            if (cancelRunning)
                chunk.Cancel(CancelFailure.ByCaller);
            else if (chunk.TryRevoke())
                Drop(chunk);
        }
        _source.Stop();
        Feed(); // looks whether this was the end
        EndWithoutSource();
    }

    protected void Cancel() => Stop(null, null, cancelRunning: true);

    /// <summary>Whether nothing more is taken from the source.</summary>
    public bool IsStopped
    {
        get
        {
            lock (_gate)
                return _stopped;
        }
    }

    // Whether an item that was taken is still to run: it is, if it comes before the one that failed.
    private bool IsWanted(int item)
    {
        lock (_gate)
            return !_stopped || (!IsCancelled && item < FailedItem);
    }

    // Once, on the caller's thread: they are the same for every chunk.
    private BlockUses? WriteFixed(in TFixed fixedArguments)
    {
        var uses = new BlockUses(Slabs);
        var writer = new WireWriter(FixedArguments) { User = uses };
        try
        {
            Map.WriteFixed(ref writer, in fixedArguments);
            PayloadBuffer.Complete(ref writer);
        }
        catch
        {
            uses.EndAll();
            throw;
        }
        return uses.Blocks.Count > 0 ? uses : null;
    }

    private void Drop(MapChunk<TFixed, TItem, TResult> chunk)
    {
        chunk.Times?.End(CancelFailure.ByCaller.Outcome);
        Remove(chunk);
    }

    private void Remove(MapChunk<TFixed, TItem, TResult> chunk)
    {
        chunk.EndBlocks();
        lock (_gate)
            _outstanding.Remove(chunk);
        Feed();
        EndWithoutSource();
    }

    private async ValueTask<bool> TryEndAsync()
    {
        bool endsNow;
        lock (_gate)
        {
            endsNow = !_ended && _outstanding.Count == 0 && (_exhausted || _stopped);
            if (!endsNow && !_ended)
                return false;
            _ended = true;
        }
        // A source that waits is disposed when it lets go, which may be never.
        if (endsNow && _source.IsWaiting)
        {
            End();
            endsNow = false;
        }
        try
        {
            await _source.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            if (endsNow)
                Failure ??= exception;
        }
        if (endsNow)
            End();
        return true;
    }

    // A source that waits for its next item, perhaps for ever, does not keep a stopped flow from its end; it is disposed when it lets go.
    private void EndWithoutSource()
    {
        lock (_gate)
        {
            if (_ended || !_stopped || !_taking || _outstanding.Count > 0)
                return;
            _ended = true;
        }
        End();
    }

    private void End()
    {
        _cancellation.Unregister();
        _shutdown.Unregister();
        FixedArguments.Dispose();
        FixedBlocks?.EndAll();
        if (_progress is null)
            Complete();
        else
            _progress.Finish(Complete);
    }

    private void Complete()
    {
        Failure ??= _progress?.Failure; // of the last report
        _dispatcher.EndOperation();
        OnEnded();
    }
}
