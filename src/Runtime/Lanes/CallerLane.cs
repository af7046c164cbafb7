namespace ParallelGen.Lanes;

/// <summary>A lane of a call as its caller has it: reports, a source of items, or results that stream.</summary>
internal abstract class CallerLane
{
    /// <summary>What the caller's own code threw that hears of what comes in it; null if nothing.</summary>
    public Exception? Failure { get; protected set; }

    /// <summary>The call goes to a worker; perhaps not for the first time.</summary>
    public abstract void Attach(ControlLink link, long callId, int number);

    /// <summary>The worker's items came.</summary>
    public virtual void OnItems(LaneItems items) => throw new ProtocolException("A worker sent items in a lane that has none of its own.");

    /// <summary>The worker begins to read the source.</summary>
    public virtual SourcePump Open(ControlLink link, long callId, int number) => throw new ProtocolException("A worker reads a lane that is no source.");

    /// <summary>Nothing more comes from the worker.</summary>
    public abstract void End();

    /// <summary>Completes when the caller's own code is done with what came.</summary>
    public virtual Task CloseAsync() => Task.CompletedTask;
}
