namespace ParallelGen.Supervision.Launch;

/// <summary>A started worker that has proved who it is: its connections and its life. A process, or a thread.</summary>
internal abstract class WorkerBody : IDisposable
{
    /// <summary>The connection for requests and their answers.</summary>
    public abstract Connection Calls { get; }

    /// <summary>The connection for what a busy worker must hear.</summary>
    public abstract Connection Control { get; }

    /// <summary>The process id of the worker.</summary>
    public abstract int ProcessId { get; }

    /// <summary>Tells the worker of a block of shared memory. Not while something is sent on <see cref="Control"/>.</summary>
    /// <exception cref="ConnectionLostException">The worker is gone.</exception>
    public virtual void Share(SharedBlock block)
    {
        // A worker in this process finds it without.
    }

    /// <summary>Whether something has stopped the worker: it has not ended, and does not run.</summary>
    public virtual bool IsStopped => false;

    /// <summary>Stops the worker where it is, to be ended or continued. False where that can't be done.</summary>
    public virtual bool TryStop() => false;

    /// <summary>Lets a worker go on that <see cref="TryStop"/> was called for.</summary>
    public virtual void Continue()
    {
    }

    /// <summary>Ends the worker now. From any thread, any number of times.</summary>
    public abstract void Kill();

    /// <summary>Waits for the end of a worker whose connection has ended; kills it if it does not end by itself.</summary>
    public abstract WorkerExit WaitForExit();

    public abstract void Dispose();
}
