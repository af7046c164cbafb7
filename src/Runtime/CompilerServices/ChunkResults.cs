using System.ComponentModel;
using ParallelGen.Protocol;

namespace ParallelGen.CompilerServices;

/// <summary>Where the results of a chunk go on the caller's side.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct ChunkResults<TResult>
{
    private readonly Span<TResult> _results;
    private int _next;

    internal ChunkResults(Span<TResult> results) => _results = results;

    /// <summary>The result of the item reached.</summary>
    public readonly ref TResult Current => ref _results[_next - 1];

    /// <summary>How many items, from the first, have a result or a failure; the others never began.</summary>
    internal readonly int Completed => _next;

    internal List<(int Index, RemoteError Error)>? Failures { get; private set; }

    /// <summary>Goes to the next item that has a result. False at the end.</summary>
    /// <exception cref="CallSerializationException">There are more rows than items.</exception>
    public bool MoveNext(ref WireReader reader)
    {
        while (!reader.End)
        {
            if (_next == _results.Length)
                throw new CallSerializationException($"A worker sent more results than the {_results.Length} items of the chunk.");
            _next++;
            if (!reader.TryReadFailureMarker())
                return true;
            AddFailure(_next - 1, RemoteError.Read(ref reader));
        }
        return false;
    }

    /// <summary>Reads all results, where they are one column; none, where the method returns nothing.</summary>
    /// <exception cref="CallSerializationException">The column does not fit the chunk.</exception>
    public void ReadColumn(ref WireReader reader)
    {
        if (typeof(TResult) != typeof(Unit))
            reader.ReadColumn(_results);
        _next = reader.ReadInt32();
        if ((uint)_next > (uint)_results.Length)
            throw new CallSerializationException($"A worker says that it completed {_next} of {_results.Length} items.");
        int failures = reader.ReadInt32();
        if ((uint)failures > (uint)_next)
            throw new CallSerializationException($"A worker says that {failures} of {_next} items failed.");
        for (; failures > 0; failures--)
        {
            int index = reader.ReadInt32();
            if ((uint)index >= (uint)_next)
                throw new CallSerializationException($"A worker says that item {index} of {_next} failed.");
            AddFailure(index, RemoteError.Read(ref reader));
        }
    }

    private void AddFailure(int index, RemoteError error) => (Failures ??= []).Add((index, error));
}
