namespace ParallelGen.Supervision.Launch;

/// <summary>Starts workers: processes, or threads of this process.</summary>
internal abstract class WorkerLauncher
{
    /// <summary>Starts a worker and waits until it has proved who it is. Blocks.</summary>
    /// <exception cref="WorkerStartException">It did not start, or was not ready in time.</exception>
    /// <exception cref="OperationCanceledException">The pool is shut down.</exception>
    public abstract WorkerBody Launch(int workerId, int generation, CancellationToken shutdown);
}
