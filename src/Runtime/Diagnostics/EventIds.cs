namespace ParallelGen.Diagnostics;

/// <summary>The event ids of the log, which never change: 1 to 99 the pool, 100 to 199 its workers, 200 to 299 its calls.</summary>
internal static class EventIds
{
    public const int PoolShutsDown = 1;
    public const int OptionsDoNotApply = 2;
    public const int SharedMemoryIsMissing = 3;

    public const int WorkerStarts = 100;
    public const int WorkerIsReady = 101;
    public const int WorkerRetired = 102;
    public const int WorkerWasKilled = 103;
    public const int WorkerCrashed = 104;
    public const int WorkerDidNotStart = 105;
    public const int StartingWasGivenUp = 106;

    public const int CallTimedOut = 200;
    public const int CallWasReturned = 201;
}
