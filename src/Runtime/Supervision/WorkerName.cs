namespace ParallelGen.Supervision;

/// <summary>Which worker it was.</summary>
internal readonly record struct WorkerName(int Id, int ProcessId)
{
    /// <summary>No worker had it.</summary>
    public static WorkerName None { get; } = new(-1, 0);
}
