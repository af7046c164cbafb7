namespace ParallelGen.Lanes;

/// <summary>One enumeration of a caller's source, as its frames see it.</summary>
internal abstract class SourcePump
{
    /// <summary>What the source threw; null if nothing.</summary>
    public Exception? Failure { get; protected set; }

    /// <summary>The method has read some.</summary>
    public abstract void OnCredit(LaneCredit credit);

    /// <summary>Takes nothing more from the source.</summary>
    /// <returns>
    /// Completes when the source is disposed. A source that waits for its next item, perhaps for ever, is not waited for: it is disposed when
    /// it lets go.
    /// </returns>
    public abstract Task Stop();
}
