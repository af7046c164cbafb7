using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace ParallelGen.CompilerServices;

/// <summary>Where the results of a chunk go on the caller's side.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct ChunkResults<TResult>
{
    /// <summary>Goes to the next item that has a result. False at the end.</summary>
    public bool MoveNext(ref WireReader reader) => throw null!;

    /// <summary>The result of the item reached.</summary>
    [UnscopedRef]
    public ref TResult Current => throw null!;

    /// <summary>Reads all results, where they are one column.</summary>
    public void ReadColumn(ref WireReader reader) => throw null!;
}
