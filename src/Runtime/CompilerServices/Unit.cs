using System.ComponentModel;

namespace ParallelGen.CompilerServices;

/// <summary>No arguments, or no result.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct Unit;
