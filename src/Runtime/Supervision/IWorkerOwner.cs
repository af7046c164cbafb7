namespace ParallelGen.Supervision;

/// <summary>Who gives requests to workers. All members are called on a worker's own thread.</summary>
internal interface IWorkerOwner
{
    /// <summary>The worker waits for a request: send it one, keep it for later, or retire it.</summary>
    void OnIdle(WorkerProcess worker);

    /// <summary>The worker is gone, and certainly never began this request.</summary>
    void OnReturned(WorkerRequest request);

    /// <summary>No worker is left, and starting new ones was given up.</summary>
    void OnGaveUp(WorkerStartException reason);
}
