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
}
