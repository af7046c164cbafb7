using System.Diagnostics;
using ParallelGen.Lanes;

namespace ParallelGen.Supervision.Launch;

/// <summary>A started worker that has proved who it is: its connections and its life. A process, or a thread.</summary>
internal abstract class WorkerBody : IDisposable
{
    private static readonly long s_endInterval = Stopwatch.Frequency / 50;

    protected WorkerBody(Connection control, long maxPayloadBytes)
    {
        Control = control;
        Link = new ControlLink(control, maxPayloadBytes, Offer);
    }

    /// <summary>The connection for requests and their answers.</summary>
    public abstract Connection Calls { get; }

    /// <summary>The connection for what a busy worker must hear.</summary>
    public Connection Control { get; }

    /// <summary>Sends on that connection.</summary>
    public ControlLink Link { get; }

    /// <summary>The process id of the worker.</summary>
    public abstract int ProcessId { get; }

    /// <summary>Tells the worker of a block of shared memory, of which it gets requests. Thread-safe.</summary>
    public void Share(SharedBlock block) => Link.Share(block);

    /// <summary>Whether something has stopped the worker: it has not ended, and does not run.</summary>
    public virtual bool IsStopped => false;

    /// <summary>Whether the worker has ended.</summary>
    public virtual bool HasEnded => false;

    /// <summary>Whether what the worker prints is kept for each call.</summary>
    public virtual bool CapturesOutput => false;

    /// <summary>What the worker has printed since this was last asked; null where that is not kept.</summary>
    public virtual string? TakeOutput() => null;

    /// <summary>Says something on the control connection. Thread-safe.</summary>
    public void Tell(FrameKind kind, long callId) => Link.Send(new FrameHeader(kind, callId));

    /// <summary>
    /// Stops the worker, and looks whether a condition still holds of what it runs: it can't begin the next item meanwhile, which would be killed
    /// for the one before it. Where it does not hold any more, the worker goes on.
    /// </summary>
    public bool HoldsWhileStopped(Func<bool> condition)
    {
        TryStop();
        if (condition())
            return true;
        Continue();
        return false;
    }

    /// <summary>Lets a worker go on that was stopped.</summary>
    public virtual void Continue()
    {
    }

    /// <summary>A worker that was a spare has a place now, with this number.</summary>
    public virtual void OnPlaced(int workerId)
    {
    }

    /// <summary>Lets the worker's runtime write a dump of it, and waits for that.</summary>
    /// <returns>Why there is none; null where there is.</returns>
    public virtual string? WriteDump(string path) => "the worker is no process of its own";

    /// <summary>Ends the worker now. From any thread, any number of times.</summary>
    public abstract void Kill();

    /// <summary>
    /// Looks whether a worker has ended whose connections do not show it, because a process that it forked holds them open: then they are ended on this
    /// side. What was sent before can still be read.
    /// </summary>
    /// <returns>When to look again.</returns>
    public long CheckEnd(long now)
    {
        if (!HasEnded)
            return now + s_endInterval;
        Calls.Close();
        Control.Close();
        return long.MaxValue;
    }

    /// <summary>Waits for the end of a worker whose connection has ended; kills it if it does not end by itself.</summary>
    public abstract WorkerExit WaitForExit();

    public abstract void Dispose();

    /// <summary>Sends what lets the worker open a block of shared memory. By the link, while nothing else is sent.</summary>
    /// <exception cref="ConnectionLostException">The worker is gone.</exception>
    protected virtual void Offer(SharedBlock block)
    {
        // A worker in this process finds it without.
    }

    /// <summary>Stops the worker where it is, to be ended or continued. False where that can't be done.</summary>
    protected virtual bool TryStop() => false;
}
