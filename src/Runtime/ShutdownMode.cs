namespace ParallelGen;

/// <summary>What becomes of the calls of a pool that shuts down.</summary>
public enum ShutdownMode
{
    /// <summary>All calls that were made are run to their end.</summary>
    Drain,

    /// <summary>What is queued is cancelled; what runs is given <see cref="ProcessPoolOptions.ShutdownGracePeriod"/>, then killed.</summary>
    Cancel,

    /// <summary>What is queued is cancelled; what runs is killed at once.</summary>
    Kill,
}
