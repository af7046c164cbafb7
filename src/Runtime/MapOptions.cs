namespace ParallelGen;

/// <summary>Options of one map or stream.</summary>
public sealed record class MapOptions
{
    /// <summary>
    /// How many items travel to a worker together, at most; by default as many as take a worker a few milliseconds, measured while the map runs.
    /// An item that takes its worker with it, or that runs out of time, takes no other item along, whatever the size.
    /// </summary>
    public int? ChunkSize { get; init; }

    /// <summary>Whether a stream yields results in the order of the items (the default), or as they complete. A map is always ordered.</summary>
    public bool Ordered { get; init; } = true;

    /// <summary>
    /// How many items of a stream may be read from the source and not yet taken by the consumer; by default a few chunks for each worker.
    /// </summary>
    public int? MaxInFlight { get; init; }

    /// <summary>
    /// How long one item may run, from the moment when a worker takes it; by default as <see cref="PoolCallOptions.Timeout"/> or the method's
    /// attribute says, which <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> lifts. An item that runs longer fails with
    /// <see cref="CallTimeoutException"/>, and its worker is replaced, unless the method has a token and ends by it in time.
    /// </summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Which of the calls and chunks that wait go first; by default as <see cref="PoolCallOptions.Priority"/> says.</summary>
    public CallPriority? Priority { get; init; }

    /// <summary>
    /// Hears how far the map is: when it begins, and whenever items are done with, one report at a time, in order, on the thread pool. While it
    /// is at one, items go on; the next says how many were done with by then. The last comes before the map completes. What it throws
    /// ends the map, and is thrown by it.
    /// </summary>
    public IProgress<MapProgress>? Progress { get; init; }
}
