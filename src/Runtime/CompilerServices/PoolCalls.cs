using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using ParallelGen.Diagnostics;
using ParallelGen.Dispatch;
using ParallelGen.Dispatch.Maps;

namespace ParallelGen.CompilerServices;

/// <summary>What the generated extension methods call.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class PoolCalls
{
    /// <summary>One call.</summary>
    public static Task<TResult> CallAsync<TArguments, TResult>(ProcessPool pool, PoolMethod<TArguments, TResult> method,
        in TArguments arguments, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(pool);
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled<TResult>(cancellationToken);
        if (Tracing.HasListeners)
            return TraceAsync(pool, method, arguments, cancellationToken);
        return Start(pool, method, in arguments, cancellationToken);
    }

    private static Task<TResult> Start<TArguments, TResult>(ProcessPool pool, PoolMethod<TArguments, TResult> method,
        in TArguments arguments, CancellationToken cancellationToken) =>
        pool.Dispatcher.TryBeginOperation()
            ? SingleCall<TArguments, TResult>.Start(pool, method, in arguments, cancellationToken)
            : Task.FromException<TResult>(new ObjectDisposedException(typeof(ProcessPool).FullName));

    // The caller's current activity is the same again when this returns: the flow of an asynchronous method is its own.
    private static async Task<TResult> TraceAsync<TArguments, TResult>(ProcessPool pool, PoolMethod<TArguments, TResult> method,
        TArguments arguments, CancellationToken cancellationToken)
    {
        using Activity? activity = Tracing.Start(method.Name, "call");
        try
        {
            return await Start(pool, method, in arguments, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            Tracing.Fail(activity, exception);
            throw;
        }
    }

    /// <summary>The results of a method that yields them one by one. Each enumeration is a call, which begins with it.</summary>
    public static IAsyncEnumerable<TItem> ItemsAsync<TArguments, TItem>(ProcessPool pool, PoolItems<TArguments, TItem> method,
        TArguments arguments, CancellationToken cancellationToken) =>
        new ItemStream<TArguments, TItem>(Check(pool), method, arguments, cancellationToken);

    /// <summary>A map, its results in the order of the items.</summary>
    public static async Task<TResult[]> MapAsync<TFixed, TItem, TResult>(ProcessPool pool, PoolMap<TFixed, TItem, TResult> map,
        IEnumerable<TItem> items, TFixed arguments, MapOptions? options, CancellationToken cancellationToken) =>
        (await Map(pool, map, items, arguments, options, everyItem: false, cancellationToken).ConfigureAwait(false)).Results;

    /// <summary>A map of a method without a result.</summary>
    public static async Task RunMapAsync<TFixed, TItem>(ProcessPool pool, PoolMap<TFixed, TItem, Unit> map,
        IEnumerable<TItem> items, TFixed arguments, MapOptions? options, CancellationToken cancellationToken) =>
        await Map(pool, map, items, arguments, options, everyItem: false, cancellationToken).ConfigureAwait(false);

    /// <summary>A map in which every item has a result or an exception of its own.</summary>
    public static async Task<CallResult<TResult>[]> TryMapAsync<TFixed, TItem, TResult>(ProcessPool pool, PoolMap<TFixed, TItem, TResult> map,
        IEnumerable<TItem> items, TFixed arguments, MapOptions? options, CancellationToken cancellationToken)
    {
        (TResult[] results, List<(int Index, Exception Exception)> failures) =
            await Map(pool, map, items, arguments, options, everyItem: true, cancellationToken).ConfigureAwait(false);
        var all = new CallResult<TResult>[results.Length];
        for (int index = 0; index < all.Length; index++)
            all[index] = new CallResult<TResult>(index, results[index]);
        foreach ((int index, Exception exception) in failures)
            all[index] = new CallResult<TResult>(index, exception);
        return all;
    }

    /// <summary>The same for a method without a result.</summary>
    public static async Task<CallResult[]> TryRunMapAsync<TFixed, TItem>(ProcessPool pool, PoolMap<TFixed, TItem, Unit> map,
        IEnumerable<TItem> items, TFixed arguments, MapOptions? options, CancellationToken cancellationToken)
    {
        (Unit[] results, List<(int Index, Exception Exception)> failures) =
            await Map(pool, map, items, arguments, options, everyItem: true, cancellationToken).ConfigureAwait(false);
        var all = new CallResult[results.Length];
        for (int index = 0; index < all.Length; index++)
            all[index] = new CallResult(index, null);
        foreach ((int index, Exception exception) in failures)
            all[index] = new CallResult(index, exception);
        return all;
    }

    /// <summary>A stream of results.</summary>
    public static IAsyncEnumerable<TResult> StreamAsync<TFixed, TItem, TResult>(ProcessPool pool, PoolMap<TFixed, TItem, TResult> map,
        IEnumerable<TItem> items, TFixed arguments, MapOptions? options, CancellationToken cancellationToken) =>
        Values(Check(pool), map, Of(items), arguments, options, cancellationToken);

    /// <summary>A stream of results from a stream of items.</summary>
    public static IAsyncEnumerable<TResult> StreamAsync<TFixed, TItem, TResult>(ProcessPool pool, PoolMap<TFixed, TItem, TResult> map,
        IAsyncEnumerable<TItem> items, TFixed arguments, MapOptions? options, CancellationToken cancellationToken) =>
        Values(Check(pool), map, Of(items), arguments, options, cancellationToken);

    /// <summary>A stream in which every item has a result or an exception of its own.</summary>
    public static IAsyncEnumerable<CallResult<TResult>> TryStreamAsync<TFixed, TItem, TResult>(ProcessPool pool, PoolMap<TFixed, TItem, TResult> map,
        IEnumerable<TItem> items, TFixed arguments, MapOptions? options, CancellationToken cancellationToken) =>
        Results(Check(pool), map, Of(items), arguments, options, cancellationToken);

    /// <summary>The same from a stream of items.</summary>
    public static IAsyncEnumerable<CallResult<TResult>> TryStreamAsync<TFixed, TItem, TResult>(ProcessPool pool, PoolMap<TFixed, TItem, TResult> map,
        IAsyncEnumerable<TItem> items, TFixed arguments, MapOptions? options, CancellationToken cancellationToken) =>
        Results(Check(pool), map, Of(items), arguments, options, cancellationToken);

    /// <summary>The same for a method without a result.</summary>
    public static IAsyncEnumerable<CallResult> TryRunStreamAsync<TFixed, TItem>(ProcessPool pool, PoolMap<TFixed, TItem, Unit> map,
        IEnumerable<TItem> items, TFixed arguments, MapOptions? options, CancellationToken cancellationToken) =>
        Outcomes(Check(pool), map, Of(items), arguments, options, cancellationToken);

    /// <summary>The same for a method without a result, from a stream of items.</summary>
    public static IAsyncEnumerable<CallResult> TryRunStreamAsync<TFixed, TItem>(ProcessPool pool, PoolMap<TFixed, TItem, Unit> map,
        IAsyncEnumerable<TItem> items, TFixed arguments, MapOptions? options, CancellationToken cancellationToken) =>
        Outcomes(Check(pool), map, Of(items), arguments, options, cancellationToken);

    private static ProcessPool Check(ProcessPool pool)
    {
        ArgumentNullException.ThrowIfNull(pool);
        return pool;
    }

    // What is not there is refused by the call of the stream, not by its first step.
    private static Func<CancellationToken, ItemSource<TItem>> Of<TItem>(IEnumerable<TItem> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        return _ => ItemSource<TItem>.Of(items);
    }

    private static Func<CancellationToken, ItemSource<TItem>> Of<TItem>(IAsyncEnumerable<TItem> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        return token => new AsyncSource<TItem>(items, token);
    }

    private static Task<(TResult[] Results, List<(int Index, Exception Exception)> Failures)> Map<TFixed, TItem, TResult>(
        ProcessPool pool, PoolMap<TFixed, TItem, TResult> map, IEnumerable<TItem> items, TFixed arguments, MapOptions? options, bool everyItem,
        CancellationToken cancellationToken) =>
        Tracing.HasListeners
            ? TraceMapAsync(pool, map, items, arguments, options, everyItem, cancellationToken)
            : StartMap(pool, map, items, arguments, options, everyItem, cancellationToken);

    private static async Task<(TResult[] Results, List<(int Index, Exception Exception)> Failures)> TraceMapAsync<TFixed, TItem, TResult>(
        ProcessPool pool, PoolMap<TFixed, TItem, TResult> map, IEnumerable<TItem> items, TFixed arguments, MapOptions? options, bool everyItem,
        CancellationToken cancellationToken)
    {
        using Activity? activity = Tracing.Start(map.Method.Name, "map");
        try
        {
            return await StartMap(pool, map, items, arguments, options, everyItem, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            Tracing.Fail(activity, exception);
            throw;
        }
    }

    private static Task<(TResult[] Results, List<(int Index, Exception Exception)> Failures)> StartMap<TFixed, TItem, TResult>(
        ProcessPool pool, PoolMap<TFixed, TItem, TResult> map, IEnumerable<TItem> items, TFixed arguments, MapOptions? options, bool everyItem,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(pool);
        ArgumentNullException.ThrowIfNull(items);
        cancellationToken.ThrowIfCancellationRequested();
        MapSettings settings = MapSettings.Create(pool, map.Method, options, everyItem, stream: false);
        var flow = Begin(pool, () => new MapFlow<TFixed, TItem, TResult>(
            pool.Dispatcher, map, ItemSource<TItem>.Of(items), in arguments, settings, cancellationToken));
        flow.Start();
        return flow.Task;
    }

    private static async IAsyncEnumerable<TResult> Values<TFixed, TItem, TResult>(ProcessPool pool, PoolMap<TFixed, TItem, TResult> map,
        Func<CancellationToken, ItemSource<TItem>> source, TFixed arguments, MapOptions? options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using Activity? activity = Tracing.Start(map.Method.Name, "stream");
        IAsyncEnumerable<MapChunk<TFixed, TItem, TResult>> chunks = Tracing.Watch(activity,
            () => Stream(pool, map, source, arguments, options, everyItem: false, cancellationToken).ReadAllAsync());
        await foreach (MapChunk<TFixed, TItem, TResult> chunk in chunks.ConfigureAwait(false))
        {
            for (int index = 0; index < chunk.Completed; index++)
            {
                // What came before the failure is given out first; the flow then ends with it.
                if (chunk.Failures?[0].Index == index)
                    break;
                yield return chunk.Results.Span[index];
            }
        }
    }

    private static async IAsyncEnumerable<CallResult<TResult>> Results<TFixed, TItem, TResult>(ProcessPool pool, PoolMap<TFixed, TItem, TResult> map,
        Func<CancellationToken, ItemSource<TItem>> source, TFixed arguments, MapOptions? options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using Activity? activity = Tracing.Start(map.Method.Name, "stream");
        IAsyncEnumerable<MapChunk<TFixed, TItem, TResult>> chunks = Tracing.Watch(activity,
            () => Stream(pool, map, source, arguments, options, everyItem: true, cancellationToken).ReadAllAsync());
        await foreach (MapChunk<TFixed, TItem, TResult> chunk in chunks.ConfigureAwait(false))
        {
            for (int index = 0; index < chunk.Completed; index++)
            {
                yield return chunk.FailureOf(index) is { } exception
                    ? new CallResult<TResult>(chunk.FirstItem + index, exception)
                    : new CallResult<TResult>(chunk.FirstItem + index, chunk.Results.Span[index]);
            }
        }
    }

    private static async IAsyncEnumerable<CallResult> Outcomes<TFixed, TItem>(ProcessPool pool, PoolMap<TFixed, TItem, Unit> map,
        Func<CancellationToken, ItemSource<TItem>> source, TFixed arguments, MapOptions? options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (CallResult<Unit> result in Results(pool, map, source, arguments, options, cancellationToken).ConfigureAwait(false))
            yield return new CallResult(result.Index, result.Exception);
    }

    private static StreamFlow<TFixed, TItem, TResult> Stream<TFixed, TItem, TResult>(ProcessPool pool, PoolMap<TFixed, TItem, TResult> map,
        Func<CancellationToken, ItemSource<TItem>> source, TFixed arguments, MapOptions? options, bool everyItem, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        MapSettings settings = MapSettings.Create(pool, map.Method, options, everyItem, stream: true);
        return Begin(pool, () => new StreamFlow<TFixed, TItem, TResult>(
            pool.Dispatcher, map, source(cancellationToken), in arguments, settings, cancellationToken));
    }

    // A flow that can't be made (fixed arguments that can't be encoded) is no operation of the pool.
    private static TFlow Begin<TFlow>(ProcessPool pool, Func<TFlow> make)
    {
        ObjectDisposedException.ThrowIf(!pool.Dispatcher.TryBeginOperation(), typeof(ProcessPool));
        try
        {
            return make();
        }
        catch
        {
            pool.Dispatcher.EndOperation();
            throw;
        }
    }
}
