namespace ParallelGen;

/// <summary>What becomes of a worker whose call runs longer than its timeout.</summary>
public enum TimeoutAction
{
    /// <summary>It is killed and replaced.</summary>
    Kill,

    /// <summary>
    /// Before that its runtime writes a small dump of it, with the stacks of all threads, whose path stands in
    /// <see cref="CallTimeoutException.DumpPath"/>. That takes some hundred milliseconds, during which the method goes on or is stopped; where it can't
    /// be done, or takes longer than 30 s, the exception's message says why.
    /// </summary>
    DumpThenKill,
}
