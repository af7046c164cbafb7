namespace ParallelGen.Supervision;

/// <summary>What a worker is. <see cref="WorkerLife"/> says how it comes to be that.</summary>
internal enum WorkerState
{
    /// <summary>The process starts, and proves who it is.</summary>
    Starting,

    /// <summary>It has started, and waits to take the place of another.</summary>
    Spare,

    /// <summary>It takes requests. Whether it has some, and is busy, its load tells.</summary>
    Ready,

    /// <summary>It is to end in good order when it has answered what it has begun, and gets no further request.</summary>
    Retiring,

    /// <summary>It is killed; its end was not seen yet.</summary>
    Killed,

    /// <summary>It has ended, or never came to life.</summary>
    Dead,
}
