using System.ComponentModel;

namespace ParallelGen.CompilerServices;

/// <summary>A way to map a marked method over items: the worker's chunk loop.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class PoolMap
{
    /// <summary>
    /// Worker side: reads the fixed arguments, then the items; runs the method for each item between
    /// <see cref="WorkerCall.BeginItem(int)"/> and the next; writes the results.
    /// </summary>
    public abstract void InvokeChunk(ref WireReader reader, WorkerCall call);

    /// <summary>What an item took in the maps before; null before the first. Two maps that write at once lose one of the two.</summary>
    internal double? SecondsPerItem
    {
        get => Volatile.Read(ref _secondsPerItem) is var seconds and > 0 ? seconds : null;
        set => Volatile.Write(ref _secondsPerItem, value ?? 0);
    }

    private double _secondsPerItem;
}

/// <summary>A way to map a marked method over items, with the caller's side.</summary>
/// <typeparam name="TFixed">The arguments that all items share: one type, a tuple, or <see cref="Unit"/>.</typeparam>
/// <typeparam name="TItem">An item.</typeparam>
/// <typeparam name="TResult">One item's result, or <see cref="Unit"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class PoolMap<TFixed, TItem, TResult>(PoolMethod method) : PoolMap
{
    /// <summary>The method that is mapped.</summary>
    public PoolMethod Method { get; } = method;

    /// <summary>Caller's side: writes the arguments that all items share. Called once for each chunk.</summary>
    public abstract void WriteFixed(ref WireWriter writer, in TFixed arguments);

    /// <summary>Caller's side: writes the items of a chunk.</summary>
    public abstract void WriteItems(ref WireWriter writer, ReadOnlySpan<TItem> items);

    /// <summary>Caller's side: reads the results of a chunk.</summary>
    public abstract void ReadResults(ref WireReader reader, ref ChunkResults<TResult> results);

    /// <summary>Caller's side: adds the lanes of the arguments that all items share, once for each chunk.</summary>
    public virtual void OpenLanes(in TFixed arguments, CallLanes lanes)
    {
    }
}
