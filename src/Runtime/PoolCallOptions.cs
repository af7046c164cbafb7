namespace ParallelGen;

/// <summary>Options of all calls that are made through one view of a pool (<see cref="ProcessPool.With(PoolCallOptions)"/>).</summary>
public sealed record class PoolCallOptions
{
    /// <summary>
    /// How long one call, or one item of a map, may run, from the moment when a worker takes it; by default as the method's attribute
    /// says. <see cref="MapOptions.Timeout"/> wins over it.
    /// </summary>
    public TimeSpan? Timeout { get; init; }
}
