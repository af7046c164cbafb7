using System.ComponentModel;

namespace ParallelGen.CompilerServices;

/// <summary>What the generated extension methods call.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class PoolCalls
{
    /// <summary>One call.</summary>
    public static Task<TResult> CallAsync<TArguments, TResult>(ProcessPool pool, PoolMethod<TArguments, TResult> method,
        in TArguments arguments, CancellationToken cancellationToken) => throw null!;

    /// <summary>A map, its results in the order of the items.</summary>
    public static Task<TResult[]> MapAsync<TFixed, TItem, TResult>(ProcessPool pool, PoolMap<TFixed, TItem, TResult> map,
        IEnumerable<TItem> items, in TFixed arguments, MapOptions? options, CancellationToken cancellationToken) => throw null!;

    /// <summary>A map of a method without a result.</summary>
    public static Task RunMapAsync<TFixed, TItem>(ProcessPool pool, PoolMap<TFixed, TItem, Unit> map,
        IEnumerable<TItem> items, in TFixed arguments, MapOptions? options, CancellationToken cancellationToken) => throw null!;

    /// <summary>A map in which every item has a result or an exception of its own.</summary>
    public static Task<CallResult<TResult>[]> TryMapAsync<TFixed, TItem, TResult>(ProcessPool pool, PoolMap<TFixed, TItem, TResult> map,
        IEnumerable<TItem> items, in TFixed arguments, MapOptions? options, CancellationToken cancellationToken) => throw null!;

    /// <summary>The same for a method without a result.</summary>
    public static Task<CallResult[]> TryRunMapAsync<TFixed, TItem>(ProcessPool pool, PoolMap<TFixed, TItem, Unit> map,
        IEnumerable<TItem> items, in TFixed arguments, MapOptions? options, CancellationToken cancellationToken) => throw null!;

    /// <summary>A stream of results.</summary>
    public static IAsyncEnumerable<TResult> StreamAsync<TFixed, TItem, TResult>(ProcessPool pool, PoolMap<TFixed, TItem, TResult> map,
        IEnumerable<TItem> items, in TFixed arguments, MapOptions? options, CancellationToken cancellationToken) => throw null!;

    /// <summary>A stream of results from a stream of items.</summary>
    public static IAsyncEnumerable<TResult> StreamAsync<TFixed, TItem, TResult>(ProcessPool pool, PoolMap<TFixed, TItem, TResult> map,
        IAsyncEnumerable<TItem> items, in TFixed arguments, MapOptions? options, CancellationToken cancellationToken) => throw null!;

    /// <summary>A stream in which every item has a result or an exception of its own.</summary>
    public static IAsyncEnumerable<CallResult<TResult>> TryStreamAsync<TFixed, TItem, TResult>(ProcessPool pool, PoolMap<TFixed, TItem, TResult> map,
        IEnumerable<TItem> items, in TFixed arguments, MapOptions? options, CancellationToken cancellationToken) => throw null!;

    /// <summary>The same from a stream of items.</summary>
    public static IAsyncEnumerable<CallResult<TResult>> TryStreamAsync<TFixed, TItem, TResult>(ProcessPool pool, PoolMap<TFixed, TItem, TResult> map,
        IAsyncEnumerable<TItem> items, in TFixed arguments, MapOptions? options, CancellationToken cancellationToken) => throw null!;

    /// <summary>The same for a method without a result.</summary>
    public static IAsyncEnumerable<CallResult> TryRunStreamAsync<TFixed, TItem>(ProcessPool pool, PoolMap<TFixed, TItem, Unit> map,
        IEnumerable<TItem> items, in TFixed arguments, MapOptions? options, CancellationToken cancellationToken) => throw null!;

    /// <summary>The same for a method without a result, from a stream of items.</summary>
    public static IAsyncEnumerable<CallResult> TryRunStreamAsync<TFixed, TItem>(ProcessPool pool, PoolMap<TFixed, TItem, Unit> map,
        IAsyncEnumerable<TItem> items, in TFixed arguments, MapOptions? options, CancellationToken cancellationToken) => throw null!;
}
