using System.Globalization;
using ParallelGen.Diagnostics;

namespace ParallelGen.Worker;

/// <summary>The caller's activity and culture around one call, and the worker's own again after it, whatever the method did to them.</summary>
internal readonly struct CallScope
{
    private readonly CultureInfo _culture;
    private readonly CultureInfo _uiCulture;
    private readonly IDisposable? _activity;

    private CallScope(IDisposable? activity)
    {
        _culture = CultureInfo.CurrentCulture;
        _uiCulture = CultureInfo.CurrentUICulture;
        _activity = activity;
    }

    public static CallScope Enter() => new(null);

    public static CallScope Enter(CallContext context, string method)
    {
        var scope = new CallScope(context.TraceParent is null ? null : Tracing.Enter(method, context.TraceParent, context.TraceState));
        WorkerCulture.Of(context.Culture, context.UICulture).Apply();
        return scope;
    }

    public void Leave()
    {
        _activity?.Dispose();
        if (!ReferenceEquals(CultureInfo.CurrentCulture, _culture))
            CultureInfo.CurrentCulture = _culture;
        if (!ReferenceEquals(CultureInfo.CurrentUICulture, _uiCulture))
            CultureInfo.CurrentUICulture = _uiCulture;
    }
}
