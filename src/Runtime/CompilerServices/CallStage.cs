using System.ComponentModel;

namespace ParallelGen.CompilerServices;

/// <summary>Where in a call, or in an item of a chunk, the worker is: it tells what an exception means.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum CallStage
{
    /// <summary>The arguments are decoded.</summary>
    Arguments,

    /// <summary>The method runs.</summary>
    Method,

    /// <summary>The result is encoded.</summary>
    Result,
}
