using System.Diagnostics;
using ParallelGen.Diagnostics;
using ParallelGen.Dispatch;

namespace ParallelGen.CompilerServices;

// What concerns workers as such.
public static partial class PoolCalls
{
    /// <summary>Has an initializer run in the workers of the pools that are made with the options.</summary>
    /// <exception cref="CallSerializationException">An argument can't be encoded.</exception>
    public static ProcessPoolOptions Use<TArguments>(ProcessPoolOptions options, PoolInitializer<TArguments> initializer, in TArguments arguments)
    {
        ArgumentNullException.ThrowIfNull(options);
        UsedInitializer used = UsedInitializer.Create(initializer, in arguments);
        options.Initializers.RemoveAll(other => other.Initializer == initializer);
        options.Initializers.Add(used);
        return options;
    }

    /// <summary>One call on each worker; the results in the order of the workers' numbers.</summary>
    public static Task<TResult[]> CallOnEveryWorkerAsync<TArguments, TResult>(ProcessPool pool, PoolMethod<TArguments, TResult> method,
        in TArguments arguments, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(pool);
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled<TResult[]>(cancellationToken);
        return Tracing.HasListeners
            ? TraceOnEveryWorkerAsync(pool, method, arguments, cancellationToken)
            : StartOnEveryWorker(pool, method, in arguments, cancellationToken);
    }

    private static Task<TResult[]> StartOnEveryWorker<TArguments, TResult>(ProcessPool pool, PoolMethod<TArguments, TResult> method,
        in TArguments arguments, CancellationToken cancellationToken)
    {
        pool.Dispatcher.StartAll();
        // In a worker there is that one only.
        var calls = new Task<TResult>[PoolWorker.Current.IsWorker ? 1 : pool.WorkerCount];
        for (int id = 0; id < calls.Length; id++)
        {
            calls[id] = pool.Dispatcher.TryBeginOperation()
                ? SingleCall<TArguments, TResult>.StartOn(id, pool, method, in arguments, cancellationToken)
                : Task.FromException<TResult>(new ObjectDisposedException(typeof(ProcessPool).FullName));
        }
        return Task.WhenAll(calls);
    }

    private static async Task<TResult[]> TraceOnEveryWorkerAsync<TArguments, TResult>(ProcessPool pool, PoolMethod<TArguments, TResult> method,
        TArguments arguments, CancellationToken cancellationToken)
    {
        using Activity? activity = Tracing.Start(method.Name, "every worker");
        try
        {
            return await StartOnEveryWorker(pool, method, in arguments, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            Tracing.Fail(activity, exception);
            throw;
        }
    }
}
