using ParallelGen.Lanes;

namespace ParallelGen.Dispatch.Maps;

/// <summary>The options of one map or stream, as its flow uses them.</summary>
internal sealed record MapSettings
{
    /// <summary>The size of a chunk; null for a measured one.</summary>
    public int? ChunkSize { get; init; }

    /// <summary>Whether each item is a chunk of its own.</summary>
    public bool TravelAlone { get; init; }

    /// <summary>Whether the map goes on when an item is lost with its worker.</summary>
    public bool MayLoseItems { get; init; }

    /// <summary>Whether every item runs, whatever becomes of the others.</summary>
    public bool EveryItem { get; init; }

    /// <summary>Whether results wait for a consumer.</summary>
    public bool HoldsResults { get; init; }

    /// <summary>How many items may be taken and not yet consumed.</summary>
    public int? MaxItemsHeld { get; init; }

    /// <summary>Whether results come in the order of the items.</summary>
    public bool Ordered { get; init; }

    /// <summary>How long an item may run; 0 means no limit.</summary>
    public long TimeoutMilliseconds { get; init; }

    /// <summary>Which of the calls and chunks that wait go first.</summary>
    public CallPriority Priority { get; init; }

    /// <summary>What the lanes of its chunks have in common; null where they have none.</summary>
    public LaneSettings? Lanes { get; init; }

    /// <summary>Who hears how far the map is.</summary>
    public IProgress<MapProgress>? Progress { get; init; }

    public static MapSettings Create(ProcessPool pool, PoolMethod method, MapOptions? options, bool everyItem, bool stream)
    {
        options ??= new MapOptions();
        OptionChecks.Check(options);
        long timeout = pool.TimeoutOf(method, options.Timeout);
        return new MapSettings
        {
            ChunkSize = options.ChunkSize,
            // A token belongs to a chunk: an item's deadline would cancel the next item's. And what a worker prints belongs to all of it.
            TravelAlone = (timeout > 0 && method.ObservesCancellation) || pool.Dispatcher.Options.WorkerOutput is WorkerOutput.Capture,
            MayLoseItems = everyItem || timeout > 0 || method.MaxAttempts > 1,
            EveryItem = everyItem,
            HoldsResults = stream,
            MaxItemsHeld = stream ? options.MaxInFlight : null,
            Ordered = options.Ordered,
            TimeoutMilliseconds = timeout,
            Priority = pool.PriorityOf(options.Priority),
            Lanes = method.HasLanes ? LaneSettings.Of(method, pool.Dispatcher.Options, pool.CallOptions) : null,
            Progress = options.Progress,
        };
    }
}
