using System.ComponentModel;

namespace ParallelGen.CompilerServices;

/// <summary>The call or chunk that a worker runs, for the generated code that runs it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class WorkerCall
{
    /// <summary>The token for the method's <see cref="System.Threading.CancellationToken"/> parameter.</summary>
    public CancellationToken CancellationToken => throw null!;

    /// <summary>The number of items in the chunk.</summary>
    public int ItemCount => throw null!;

    /// <summary>Says that the arguments are read: nothing may be left of them. Call it before the method runs.</summary>
    public void EndArguments(ref WireReader arguments) => throw null!;

    /// <summary>Begins the result: of a single call after the method ran, of a chunk before its first item.</summary>
    public WireWriter BeginResult() => throw null!;

    /// <summary>Ends the result of a single call, or of a chunk whose results are rows, and sends it.</summary>
    public void EndResult(ref WireWriter writer) => throw null!;

    /// <summary>Ends the result of a chunk whose results are a column, and sends it.</summary>
    public void EndColumn(ref WireWriter writer) => throw null!;

    /// <summary>
    /// Begins the item, and by that ends the one before it. False when the chunk is at its end, or when the caller took the rest back.
    /// </summary>
    public bool BeginItem(int index) => throw null!;

    /// <summary>The same for a chunk whose results are rows.</summary>
    public bool BeginItem(int index, ref WireWriter writer) => throw null!;

    /// <summary>Notes that the item that runs failed. False when the chunk must end with it.</summary>
    public bool FailItem(Exception exception) => throw null!;

    /// <summary>The same for a chunk whose results are rows: the failure takes the place of what was written for the item.</summary>
    public bool FailItem(ref WireWriter writer, Exception exception) => throw null!;

    /// <summary>Waits for an asynchronous method.</summary>
    public void Await(Task task) => throw null!;

    /// <summary>Waits for an asynchronous method.</summary>
    public TResult Await<TResult>(Task<TResult> task) => throw null!;

    /// <summary>Waits for an asynchronous method.</summary>
    public void Await(ValueTask task) => throw null!;

    /// <summary>Waits for an asynchronous method.</summary>
    public TResult Await<TResult>(ValueTask<TResult> task) => throw null!;
}
