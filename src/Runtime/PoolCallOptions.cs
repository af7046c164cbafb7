namespace ParallelGen;

/// <summary>Options of all calls that are made through one view of a pool (<see cref="ProcessPool.With(PoolCallOptions)"/>).</summary>
public sealed record class PoolCallOptions
{
    /// <summary>
    /// How long one call, or one item of a map, may run, from the moment when a worker takes it; by default as the method's attribute
    /// says, whose timeout <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> lifts. <see cref="MapOptions.Timeout"/> wins over it.
    /// </summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>
    /// How long a call may wait for a worker, each time that it waits; by default without limit. After that it fails with
    /// <see cref="CallTimeoutException"/> and <see cref="CallTimeoutException.MayHaveRun"/> false, unless an earlier attempt ran. It does not concern
    /// maps and streams over items, which wait for each other; a method that yields its results is one call.
    /// </summary>
    public TimeSpan? QueueTimeout { get; init; }

    /// <summary>Which of the calls that wait go first. Default <see cref="CallPriority.Normal"/>. <see cref="MapOptions.Priority"/> wins over it.</summary>
    public CallPriority Priority { get; init; } = CallPriority.Normal;

    /// <summary>
    /// Whether a report of progress may take the place of an earlier one that was not delivered yet: then a method never waits for who hears
    /// its reports, and that hears the latest, and always the last. Default false: every report is delivered.
    /// </summary>
    public bool CoalesceProgress { get; init; }

    /// <summary>
    /// Says which calls belong together: those with equal keys go to one worker, whose caches are then warm, as long as it lives and is not overloaded.
    /// It is when one call waits behind another there, or short ones for about a millisecond; what comes then goes to others. By default null: to
    /// any worker. Keys are compared by <see cref="object.Equals(object)"/>. It does not concern maps and streams over items,
    /// which are to spread; a method that yields its results is one call.
    /// </summary>
    public object? AffinityKey { get; init; }
}
