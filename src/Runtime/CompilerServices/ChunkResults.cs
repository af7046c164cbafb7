using System.ComponentModel;
using ParallelGen.Protocol;

namespace ParallelGen.CompilerServices;

/// <summary>Where the results of a chunk go on the caller's side.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct ChunkResults<TResult>
{
    private readonly Span<TResult> _results;
    private readonly int _interruptedAt; // the item that ran when the worker died; -1 of an answer
    private readonly bool _hasFailures;
    private int _next;

    internal ChunkResults(Span<TResult> results)
    {
        _results = results;
        _interruptedAt = -1;
    }

    /// <summary>Of a chunk that the worker did not end.</summary>
    /// <param name="results">Room for all results.</param>
    /// <param name="interruptedAt">The item that ran; those before it are done.</param>
    /// <param name="hasFailures">Whether failures follow a column.</param>
    internal ChunkResults(Span<TResult> results, int interruptedAt, bool hasFailures)
    {
        _results = results;
        _interruptedAt = interruptedAt;
        _hasFailures = hasFailures;
    }

    /// <summary>The result of the item reached.</summary>
    public readonly ref TResult Current => ref _results[_next - 1];

    /// <summary>How many items, from the first, have a result or a failure; the others never began.</summary>
    internal readonly int Completed => _next;

    internal List<(int Index, RemoteError Error)>? Failures { get; private set; }

    /// <summary>Goes to the next item that has a result. False at the end.</summary>
    /// <exception cref="CallSerializationException">There are more rows than items.</exception>
    public bool MoveNext(ref WireReader reader)
    {
        while (!reader.End && _next != _interruptedAt)
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
        // Failures by their index; at the end the complement of how many items were begun.
        int number = 0, last = -1;
        while (_interruptedAt < 0 || (_hasFailures && !reader.End))
        {
            number = reader.ReadInt32();
            if (number < 0)
                break;
            if (number >= _results.Length || number <= last)
                throw new CallSerializationException($"A worker says that item {number} of {_results.Length} failed{(number <= last ? $", after item {last}" : "")}.");
            last = number;
            RemoteError error = RemoteError.Read(ref reader);
            if (number != _interruptedAt)
                AddFailure(number, error);
        }
        int completed = _interruptedAt < 0 ? ~number : _interruptedAt;
        if (completed > _results.Length || Failures?.Exists(BeyondCompleted(completed)) == true)
            throw new CallSerializationException($"A worker says that it completed {completed} of {_results.Length} items, and failed others.");
        _next = completed;
    }

    private static Predicate<(int Index, RemoteError Error)> BeyondCompleted(int completed) => failure => failure.Index >= completed;

    private void AddFailure(int index, RemoteError error) => (Failures ??= []).Add((index, error));
}
