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

    /// <summary>The assembly.</summary>
    public Assembly Assembly { get; }

    /// <summary>The hash of all method ids.</summary>
    public ulong Hash { get; }

    internal PoolMethod[] Methods => _methods.Value;

    internal int Number { get; set; }

    /// <summary>
    /// Makes the table known to this process. In a worker whose start-up hook did not run, it ends the process instead: the program's
    /// <c>Main</c> must never run there.
    /// </summary>
    [DynamicDependency("Initialize()", typeof(StartupHook))]
    public static void Register(MethodTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        WorkerEnvironment.ExitIfHookWasIgnored();
        MethodRegistry.Add(table);
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
}
