namespace ParallelGen;

/// <summary>What a pool does at one moment, and has done. A snapshot: its numbers are read one after the other while calls go on.</summary>
public sealed class PoolStatistics
{
    internal PoolStatistics()
    {
    }

    /// <summary>How many workers take calls; the others start, or are being replaced.</summary>
    public int ReadyWorkers { get; internal init; }

    /// <summary>How many processes are ready to take a worker's place.</summary>
    public int ReadySpares { get; internal init; }

    /// <summary>How many calls and chunks wait for a worker.</summary>
    public int QueuedCalls { get; internal init; }

    /// <summary>How many bytes the encoded arguments of those take.</summary>
    public long QueuedBytes { get; internal init; }

    /// <summary>How many calls and chunks workers have: what runs, and what was sent ahead.</summary>
    public int CallsInFlight { get; internal init; }

    /// <summary>How many calls and chunks workers have answered since the pool was made, with a result or an exception.</summary>
    public long AnsweredCalls { get; internal init; }

    /// <summary>How many workers have died of themselves.</summary>
    public long Crashes { get; internal init; }

    /// <summary>How many calls and items ran longer than their timeout.</summary>
    public long Timeouts { get; internal init; }

    /// <summary>
    /// How many workers have taken the place of one that was ready and crashed, was killed, or was recycled: one for each of those, counted when the
    /// new one is ready. The first worker of a place is none, however many starts it took, nor is one that starts because calls wait
    /// after another had idled and ended.
    /// </summary>
    public long Restarts { get; internal init; }

    /// <summary>The workers that are there, by their number.</summary>
    public IReadOnlyList<WorkerStatistics> Workers { get; internal init; } = [];
}
