using System.Diagnostics;
using ParallelGen.Platform;
using ParallelGen.Supervision.Launch;

namespace ParallelGen.Supervision;

/// <summary>
/// Ends a worker whose initializers take too long, or whose pool shuts down meanwhile, and sees its end where a process that it has started holds its
/// connections open. On a thread of its own, which is there only as long: the thread pool may be busy, and the worker's own thread waits for the worker.
/// </summary>
internal sealed class StartWatch : IDisposable
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(20);

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
        bool isLate = !Wait(ends, _timeout);
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
            Wait(ends, _gracePeriod);
        }
        if (_done.WaitOne(0))
            return;
        IsTimedOut = isLate;
        _body.Kill();
        Wait([_done], Timeout.InfiniteTimeSpan);
    }

    // False where the time is over.
    private bool Wait(WaitHandle[] ends, TimeSpan time)
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            TimeSpan left = time == Timeout.InfiniteTimeSpan ? s_interval : time - Stopwatch.GetElapsedTime(start);
            if (left <= TimeSpan.Zero)
                return WaitHandle.WaitAny(ends, 0) != WaitHandle.WaitTimeout;
            if (WaitHandle.WaitAny(ends, left < s_interval ? left : s_interval) != WaitHandle.WaitTimeout)
                return true;
            _body.CheckEnd(Stopwatch.GetTimestamp());
        }
    }
}
