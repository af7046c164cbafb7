using System.Diagnostics;

namespace ParallelGen.Diagnostics;

/// <summary>The activity source <c>ParallelGen</c>: a client span for each call, map and stream, and beneath it a server span in the worker for each call and chunk.</summary>
internal static class Tracing
{
    private static readonly ActivitySource s_source = new(PoolInstruments.Name, typeof(Tracing).Assembly.GetName().Version?.ToString(3));

    public static bool HasListeners => s_source.HasListeners();

    /// <summary>The caller's side: begins a span, which its caller disposes. Null where nobody wants it.</summary>
    public static Activity? Start(string method, string kind)
    {
        Activity? activity = s_source.StartActivity($"{kind} {method}", ActivityKind.Client);
        return activity?.SetTag("parallelgen.method", method).SetTag("parallelgen.kind", kind);
    }

    public static void Fail(Activity? activity, Exception exception)
    {
        if (activity is null)
            return;
        activity.SetStatus(ActivityStatusCode.Error, exception.Message);
        activity.SetTag("error.type", exception.GetType().FullName);
    }

    /// <summary>Begins what a span stands for, and notes on it how that fails.</summary>
    public static IAsyncEnumerable<T> Watch<T>(Activity? activity, Func<IAsyncEnumerable<T>> begin) => activity is null ? begin() : NoteFailure(activity, begin);

    /// <summary>
    /// The worker's side: makes the caller's activity the parent of what runs here. Where nobody listens here, the current activity still says
    /// to which trace it belongs, so that logs and requests of the method name it.
    /// </summary>
    /// <returns>What ends that.</returns>
    public static IDisposable Enter(string method, string traceParent, string? traceState)
    {
        string name = $"run {method}";
        if (ActivityContext.TryParse(traceParent, traceState, isRemote: true, out ActivityContext parent)
            && s_source.StartActivity(name, ActivityKind.Server, parent) is { } listenedTo)
            return listenedTo.SetTag("parallelgen.method", method).SetTag("process.pid", Environment.ProcessId);
        return new Activity(name) { TraceStateString = traceState }.SetParentId(traceParent).Start();
    }

    private static async IAsyncEnumerable<T> NoteFailure<T>(Activity activity, Func<IAsyncEnumerable<T>> begin)
    {
        IAsyncEnumerator<T>? items = null;
        try
        {
            while (true)
            {
                try
                {
                    items ??= begin().GetAsyncEnumerator();
                    if (!await items.MoveNextAsync().ConfigureAwait(false))
                        break;
                }
                catch (Exception exception)
                {
                    Fail(activity, exception);
                    throw;
                }
                yield return items.Current;
            }
        }
        finally
        {
            if (items is not null)
                await items.DisposeAsync().ConfigureAwait(false);
        }
    }
}
