namespace ParallelGen.Supervision;

/// <summary>What became of a start that failed.</summary>
internal enum StartFailure
{
    /// <summary>Another was begun, or none is needed any more.</summary>
    TriedAgain,

    /// <summary>Starting was given up; other workers are still there.</summary>
    GivenUp,

    /// <summary>Starting was given up, and no worker is left.</summary>
    GivenUpByAll,
}
