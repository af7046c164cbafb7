using ParallelGen.Supervision;
using ParallelGen.Worker;

namespace ParallelGen.Dispatch;

/// <summary>
/// Tells a call that runs within a worker's own process when its caller's token is set, its time is over, or its pool ends: by its token, which is all
/// that can be done there.
/// </summary>
internal sealed class InlineStop : IDisposable
{
    private readonly Lock _gate = new();
    private readonly PendingCall _call;
    private readonly WorkerContext _context;
    private readonly CancellationTokenRegistration _cancellation;
    private readonly CancellationTokenRegistration _shutdown;
    private readonly Timer? _timer;

    /// <param name="call">The call.</param>
    /// <param name="context">Where it runs.</param>
    /// <param name="stopping">Set when its pool ends.</param>
    public InlineStop(PendingCall call, WorkerContext context, CancellationToken stopping)
    {
        _call = call;
        _context = context;
        _cancellation = call.CancellationToken.UnsafeRegister(static stop => ((InlineStop)stop!).Stop(CancelFailure.ByCaller), this);
        _shutdown = stopping.UnsafeRegister(static stop => ((InlineStop)stop!).Stop(CancelFailure.ByShutdown), this);
        if (call.TimeoutMilliseconds > 0 && call.Method.ObservesCancellation)
        {
            var failure = new TimeoutFailure(new WorkerName(context.Id, Environment.ProcessId)) { IsInline = true };
            long longest = int.MaxValue; // what a timer can do: 24 days
            _timer = new Timer(_ => Stop(failure), null, Math.Min(call.TimeoutMilliseconds, longest), Timeout.Infinite);
        }
    }

    public void Dispose()
    {
        _cancellation.Dispose();
        _shutdown.Dispose();
        _timer?.Dispose();
    }

    private void Stop(CallFailure reason)
    {
        lock (_gate)
            _call.StopReason ??= reason;
        _context.Cancel(_call.CallId);
    }
}
