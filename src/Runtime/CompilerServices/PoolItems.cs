using System.ComponentModel;

namespace ParallelGen.CompilerServices;

/// <summary>A marked method that yields its results one by one.</summary>
/// <typeparam name="TArguments">The arguments: the parameter's type, a tuple of them, or <see cref="Unit"/>.</typeparam>
/// <typeparam name="TItem">A result.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class PoolItems<TArguments, TItem>(ulong id, string name) : PoolMethod<TArguments, Unit>(id, name)
{
    /// <summary>How results travel.</summary>
    public abstract LaneCodec<TItem> Items { get; }

    /// <summary>Always: the worker looks whether the caller wants more behind each result.</summary>
    public sealed override bool ObservesCancellation => true;

    /// <summary>Always.</summary>
    public sealed override bool HasLanes => true;

    /// <summary>Nothing: the results came before.</summary>
    public sealed override Unit ReadResult(ref WireReader reader) => default;
}
