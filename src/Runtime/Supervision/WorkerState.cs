namespace ParallelGen.Supervision;

/// <summary>The life of one worker.</summary>
internal enum WorkerState
{
    /// <summary>The process starts, and proves who it is.</summary>
    Starting,

    /// <summary>It has started, and waits to take the place of another.</summary>
    Spare,

    /// <summary>It waits for a request.</summary>
    Ready,

    /// <summary>It has a request.</summary>
    Busy,

    /// <summary>It was told to end in good order, and gets no further request.</summary>
    Retiring,

    /// <summary>It is killed; its end was not seen yet.</summary>
    Killed,

    /// <summary>It has ended.</summary>
    Dead,
}
