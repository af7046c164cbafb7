namespace ParallelGen;

/// <summary>Whether a side that waits for the other polls for a moment before it sleeps. It applies to shared memory.</summary>
public enum SpinPolicy
{
    /// <summary>
    /// Polls for up to 50 microseconds (150 after a pause) where that has paid lately and there is more than one core: an answer in that time takes
    /// less than a microsecond instead of fifty. Nothing polls when nothing has come for longer.
    /// </summary>
    Adaptive,

    /// <summary>Sleeps at once: no time of a core is spent on waiting.</summary>
    Never,

    /// <summary>A worker polls for up to 50 microseconds in every wait, and a caller for the answer of each call that is known to be short.</summary>
    Always,
}
