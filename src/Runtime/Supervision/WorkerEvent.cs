namespace ParallelGen.Supervision;

/// <summary>What happens to a worker.</summary>
internal enum WorkerEvent
{
    /// <summary>It has started and proved who it is, for a place.</summary>
    Started,

    /// <summary>The same, to be a spare.</summary>
    StartedAsSpare,

    /// <summary>It could not be started, or did not prove who it is.</summary>
    StartFailed,

    /// <summary>As a spare, it has heard that it has a place.</summary>
    Appointed,

    /// <summary>It is to end in good order.</summary>
    Dismissed,

    /// <summary>It is killed, for whatever reason.</summary>
    Killed,

    /// <summary>Its process is gone.</summary>
    Ended,
}
