using ParallelGen.Diagnostics;

namespace ParallelGen.Worker;

/// <summary>
/// The caller's activity and culture around one call, and after it the worker's own context again, whatever the method did to that: culture, activity
/// and every other <see cref="AsyncLocal{T}"/>.
/// </summary>
internal readonly struct CallScope
{
    private readonly ExecutionContext? _context;
    private readonly IDisposable? _activity;

    private CallScope(ExecutionContext? context, IDisposable? activity)
    {
        _context = context;
        _activity = activity;
    }

    public static CallScope Enter() => new(ExecutionContext.Capture(), null);

    public static CallScope Enter(CallContext context, string method)
    {
        ExecutionContext? before = ExecutionContext.Capture();
        var scope = new CallScope(before, context.TraceParent is null ? null : Tracing.Enter(method, context.TraceParent, context.TraceState));
        WorkerCulture.Of(context.Culture, context.UICulture).Apply();
        return scope;
    }

    public void Leave()
    {
        if (_activity is { } activity)
            Listeners.Tell(activity.Dispose);
        if (_context is { } context && !ReferenceEquals(ExecutionContext.Capture(), context))
            ExecutionContext.Restore(context);
    }
}
