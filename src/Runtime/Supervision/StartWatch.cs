using ParallelGen.Platform;
using ParallelGen.Supervision.Launch;

namespace ParallelGen.Supervision;

/// <summary>
/// Ends a worker whose initializers take too long, or whose pool shuts down meanwhile. On a thread of its own, which is there only as long: the
/// thread pool may be busy, and the worker's own thread waits for the worker.
/// </summary>
internal sealed class StartWatch : IDisposable
{
    private readonly WorkerBody _body;
    private readonly TimeSpan _timeout;
    private readonly TimeSpan _gracePeriod;
    private readonly CancellationToken _shutdown;
    private readonly ManualResetEvent _done = new(false);
    private readonly Thread _thread;
    private volatile InitializerCall? _call;

    public StartWatch(WorkerBody body, TimeSpan timeout, TimeSpan gracePeriod, CancellationToken shutdown)
    {
        _body = body;
        _timeout = timeout;
        _gracePeriod = gracePeriod;
        _shutdown = shutdown;
        _thread = OwnThread.Start("start", Watch, OwnThread.SmallStack);
    }

    /// <summary>Whether the worker was ended because it took too long.</summary>
    public bool IsTimedOut { get; private set; }

    /// <summary>Notes which initializer runs.</summary>
    public void Begin(InitializerCall call) => _call = call;

    public void Dispose()
    {
        _done.Set();
        _thread.Join();
        _done.Dispose();
    }

    private void Watch()
    {
        WaitHandle[] ends = [_done, _shutdown.WaitHandle];
        bool isLate = WaitHandle.WaitAny(ends, _timeout) == WaitHandle.WaitTimeout;
        if (isLate && _call is { Initializer.ObservesCancellation: true } call)
        {
            try
            {
                _body.Control.Send(new FrameHeader(FrameKind.Cancel, call.CallId));
            }
            catch (ConnectionLostException)
            {
                // It has ended; its own thread sees it.
            }
            WaitHandle.WaitAny(ends, _gracePeriod);
        }
        if (_done.WaitOne(0))
            return;
        IsTimedOut = isLate;
        _body.Kill();
    }
}
