using System.ComponentModel;
using ParallelGen.Dispatch;

namespace ParallelGen.CompilerServices;

/// <summary>A marked method as both sides know it. Generated code derives from it; nobody else needs it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class PoolMethod
{
    /// <summary>Describes a marked method.</summary>
    /// <param name="id">A hash of the signature, the same in every build of the same source.</param>
    /// <param name="name">The method's name for people, with its type: <c>Work.Double</c>.</param>
    protected PoolMethod(ulong id, string name)
    {
        Id = id;
        Name = name;
    }

    /// <summary>A hash of the signature.</summary>
    public ulong Id { get; }

    /// <summary>The method's name with its type.</summary>
    public string Name { get; }

    /// <summary>The attribute's time limit for a call or an item, in milliseconds; 0 means none.</summary>
    public virtual int TimeoutMilliseconds => 0;

    /// <summary>How often the method may run for one call or item, after a crash or a timeout; 1 where it is not idempotent.</summary>
    public virtual int MaxAttempts => 1;

    /// <summary>Whether the method has a <see cref="CancellationToken"/> parameter.</summary>
    public virtual bool ObservesCancellation => false;

    /// <summary>Whether something travels while the method runs: reports of progress, or streams of items.</summary>
    public virtual bool HasLanes => false;

    /// <summary>The map over the method's first mappable parameter, where it has one.</summary>
    public virtual PoolMap? Map => null;

    /// <summary>The map over tuples of all mappable parameters, where there are two or more.</summary>
    public virtual PoolMap? TupleMap => null;

    /// <summary>Worker side: reads the arguments of one call, runs the method, writes the result.</summary>
    /// <param name="arguments">The encoded arguments.</param>
    /// <param name="call">The call that runs.</param>
    public abstract void Invoke(ref WireReader arguments, WorkerCall call);

    // The place in the method table of its assembly; set when the table is registered.
    internal MethodTable? Table { get; set; }

    internal int Index { get; set; }

    /// <summary>What takes less is trivial: reading the clock, or waking the parent, would cost more.</summary>
    internal const int TrivialNanoseconds = 2_000;

    /// <summary>How long the method probably runs, in nanoseconds, by what workers have measured; null before that.</summary>
    internal long? ExpectedNanoseconds => Volatile.Read(ref _averageNanoseconds) is var average and > 0 ? average : null;

    /// <summary>In a worker: whether the next run is to be measured. Reading the clock costs more than a trivial method, so that not every run is.</summary>
    internal bool IsMeasured() => (++_runs & 15) == 1 || _averageNanoseconds >= TrivialNanoseconds;

    /// <summary>Learns from a run. Two threads that learn at once lose one of the two, which does not matter.</summary>
    internal void Learn(long nanoseconds)
    {
        long average = _averageNanoseconds;
        // A run that was interrupted looks long once; a method that has become long looks long again and again.
        long counted = average == 0 ? nanoseconds : Math.Min(nanoseconds, (4 * average) + 1_000);
        Volatile.Write(ref _averageNanoseconds, Math.Max(1, average == 0 ? counted : average + ((counted - average) / 4)));
    }

    private long _averageNanoseconds;
    private int _runs;
}

/// <summary>A marked method with the caller's side of a single call.</summary>
/// <typeparam name="TArguments">The arguments: the parameter's type, a tuple of them, or <see cref="Unit"/>.</typeparam>
/// <typeparam name="TResult">The result, or <see cref="Unit"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class PoolMethod<TArguments, TResult>(ulong id, string name) : PoolMethod(id, name)
{
    /// <summary>Caller's side: writes the arguments of one call.</summary>
    public abstract void WriteArguments(ref WireWriter writer, in TArguments arguments);

    /// <summary>Caller's side: reads the result of one call.</summary>
    public abstract TResult ReadResult(ref WireReader reader);

    /// <summary>Caller's side: adds the lanes of one call's arguments.</summary>
    public virtual void OpenLanes(in TArguments arguments, CallLanes lanes)
    {
    }

    /// <summary>Calls that have ended, to be used again.</summary>
    internal FreeList<SingleCall<TArguments, TResult>> FreeCalls { get; } = new();
}
