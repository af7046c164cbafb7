using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using ParallelGen.Worker;

namespace ParallelGen.CompilerServices;

/// <summary>
/// The marked methods of one assembly. A generated module initializer registers it; registration never blocks and runs no code of the
/// table, so that it may happen at any moment of the program's start.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class MethodTable
{
    private readonly Lazy<PoolMethod[]> _methods;
    private readonly Func<PoolInitializer[]>? _makeInitializers;
    private readonly Func<PoolCleanup[]>? _makeCleanups;
    private PoolInitializer[]? _initializers;

    /// <summary>Describes an assembly's marked methods.</summary>
    /// <param name="assembly">The assembly.</param>
    /// <param name="hash">A hash of all method ids, in their order: two builds agree on the table when they agree on it.</param>
    /// <param name="methods">Gives the methods, called once, at their first use.</param>
    public MethodTable(Assembly assembly, ulong hash, Func<PoolMethod[]> methods)
    {
        Assembly = assembly;
        Hash = hash;
        _methods = new Lazy<PoolMethod[]>(() => Place(methods()));
    }

    /// <summary>Describes an assembly's marked methods, and what its workers do besides.</summary>
    /// <param name="assembly">The assembly.</param>
    /// <param name="hash">A hash of all method ids, in their order, and of the initializers'.</param>
    /// <param name="methods">Gives the methods, called once, at their first use.</param>
    /// <param name="initializers">Gives the worker initializers in declared order.</param>
    /// <param name="cleanups">Gives the worker cleanups in declared order.</param>
    public MethodTable(Assembly assembly, ulong hash, Func<PoolMethod[]> methods, Func<PoolInitializer[]> initializers, Func<PoolCleanup[]> cleanups)
        : this(assembly, hash, methods)
    {
        _makeInitializers = initializers;
        _makeCleanups = cleanups;
    }

    /// <summary>The assembly.</summary>
    public Assembly Assembly { get; }

    /// <summary>The hash of all method ids.</summary>
    public ulong Hash { get; }

    internal PoolMethod[] Methods => _methods.Value;

    internal PoolInitializer[] Initializers => Volatile.Read(ref _initializers) ?? Place(_makeInitializers?.Invoke() ?? []);

    internal PoolCleanup[] Cleanups => _makeCleanups?.Invoke() ?? [];

    internal int Number { get; set; }

    /// <summary>
    /// Makes the table known to this process. In a worker of a NativeAOT program, the program's own table starts the worker's loop, and this never
    /// returns. In any other worker whose start-up hook did not run, it ends the process: the program's <c>Main</c> must never run there.
    /// </summary>
    [DynamicDependency("Initialize()", typeof(StartupHook))]
    public static void Register(MethodTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        MethodRegistry.Add(table);
        if (WorkerEnvironment.IsPending)
            WorkerHost.Enter(table.Assembly);
    }

    private PoolMethod[] Place(PoolMethod[] methods)
    {
        for (int index = 0; index < methods.Length; index++)
        {
            methods[index].Index = index;
            methods[index].Table = this;
        }
        return methods;
    }

    // By two threads at once it makes the same twice.
    private PoolInitializer[] Place(PoolInitializer[] initializers)
    {
        for (int index = 0; index < initializers.Length; index++)
        {
            initializers[index].Index = index;
            initializers[index].Table = this;
        }
        Volatile.Write(ref _initializers, initializers);
        return initializers;
    }
}
