using System.ComponentModel;

namespace ParallelGen.CompilerServices;

/// <summary>A worker cleanup, for the method table of its assembly.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class PoolCleanup
{
    /// <summary>Describes a cleanup.</summary>
    /// <param name="name">The method's name for people, with its type.</param>
    /// <param name="run">Runs it to its end.</param>
    public PoolCleanup(string name, Action<WorkerCall> run)
    {
        Name = name;
        Run = run;
    }

    /// <summary>The method's name for people, with its type.</summary>
    public string Name { get; }

    internal Action<WorkerCall> Run { get; }
}
