namespace ParallelGen;

/// <summary>
/// Which of the calls that wait for a worker go first: all of a higher priority before any of a lower one, and within one the first come.
/// What a worker has begun goes on, and so does what was sent to it ahead: about a millisecond of short calls, or one chunk of a map.
/// </summary>
public enum CallPriority
{
    /// <summary>Runs when nothing else waits.</summary>
    Low = -1,

    /// <summary>The usual.</summary>
    Normal = 0,

    /// <summary>Runs before all others that wait.</summary>
    High = 1,
}
