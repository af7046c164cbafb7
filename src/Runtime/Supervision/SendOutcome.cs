namespace ParallelGen.Supervision;

/// <summary>What became of a request that was given to a worker.</summary>
internal enum SendOutcome
{
    /// <summary>The worker has it, or its end will return it.</summary>
    Sent,

    /// <summary>Its arguments could not be encoded: it has failed.</summary>
    RequestFailed,

    /// <summary>It was withdrawn before: whoever did that has settled it.</summary>
    Withdrawn,

    /// <summary>The worker takes nothing at this moment: the request is still the caller's.</summary>
    Busy,

    /// <summary>The worker is gone: the request is still the caller's.</summary>
    WorkerGone,
}
