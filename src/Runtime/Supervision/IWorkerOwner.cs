namespace ParallelGen.Supervision;

/// <summary>Who gives requests to workers.</summary>
internal interface IWorkerOwner
{
    /// <summary>Whether calls wait for a worker.</summary>
    bool HasWaiting { get; }

    /// <summary>A worker has started, and takes requests. On its own thread.</summary>
    void OnReady(WorkerProcess worker);

    /// <summary>The worker has answered something, and may have room for more. On any thread.</summary>
    void OnRoom(WorkerProcess worker);

    /// <summary>The worker is gone; its replacement starts. On its own thread.</summary>
    void OnEnded(WorkerProcess worker);

    /// <summary>A worker had this request and never began it, and will not.</summary>
    void OnReturned(WorkerRequest request);

    /// <summary>Does what is due, by times that the owner asked to be told of. On the thread for deadlines.</summary>
    /// <returns>When to look again.</returns>
    long OnTime(long now);

    /// <summary>Starting a worker was given up.</summary>
    /// <param name="workerId">Its number.</param>
    /// <param name="reason">Why.</param>
    /// <param name="noneLeft">Whether there is no other.</param>
    void OnGaveUp(int workerId, WorkerStartException reason, bool noneLeft);
}
