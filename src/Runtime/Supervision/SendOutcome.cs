namespace ParallelGen.Supervision;

/// <summary>What became of a request that was given to a worker.</summary>
internal enum SendOutcome
{
    /// <summary>The worker has it, or its end will return it.</summary>
    Sent,

    /// <summary>Its arguments could not be encoded: it has failed, and the worker is idle.</summary>
    RequestFailed,

    /// <summary>The worker is gone: the request is still the caller's.</summary>
    WorkerGone,
}
