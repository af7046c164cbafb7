using System.ComponentModel;

namespace ParallelGen.CompilerServices;

/// <summary>A worker initializer as both sides know it. Generated code derives from it; nobody else needs it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class PoolInitializer
{
    private bool _hasBegun;

    private protected PoolInitializer(string name) => Name = name;

    /// <summary>The method's name for people, with its type.</summary>
    public string Name { get; }

    /// <summary>Whether the method has a <see cref="CancellationToken"/> parameter.</summary>
    public virtual bool ObservesCancellation => false;

    /// <summary>Whether it takes no arguments, so that it runs in the workers of every pool, and once in a process.</summary>
    internal abstract bool IsAutomatic { get; }

    /// <summary>In a worker: whether one without arguments has run in this process, or does so now. Written under a lock on the object.</summary>
    internal bool HasBegun
    {
        get => Volatile.Read(ref _hasBegun);
        set => Volatile.Write(ref _hasBegun, value);
    }

    // The place in the method table of its assembly; set when the table gives it out.
    internal MethodTable? Table { get; set; }

    internal int Index { get; set; }

    /// <summary>Worker side: reads the arguments and runs the method to its end.</summary>
    /// <param name="arguments">The encoded arguments.</param>
    /// <param name="call">What the worker runs.</param>
    public abstract void Run(ref WireReader arguments, WorkerCall call);
}

/// <summary>A worker initializer with the caller's side of it.</summary>
/// <typeparam name="TArguments">The arguments: the parameter's type, a tuple of them, or <see cref="Unit"/>.</typeparam>
/// <param name="name">The method's name for people, with its type.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class PoolInitializer<TArguments>(string name) : PoolInitializer(name)
{
    internal override bool IsAutomatic => typeof(TArguments) == typeof(Unit);

    /// <summary>Caller's side: writes the arguments.</summary>
    public abstract void WriteArguments(ref WireWriter writer, in TArguments arguments);
}
