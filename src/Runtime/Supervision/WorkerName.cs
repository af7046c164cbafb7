namespace ParallelGen.Supervision;

/// <summary>Which worker it was.</summary>
internal readonly record struct WorkerName(int Id, int ProcessId);
