using System.Diagnostics;

namespace ParallelGen.Supervision;

/// <summary>
/// Looks after a pool at the times when something may be due, on a thread of its own, which starts with the first such time. It sleeps until the
/// earliest that it knows; a call that ends in time costs it nothing.
/// </summary>
/// <param name="check">Does what is due at a time, and says when to look again.</param>
internal sealed class DeadlineMonitor(Func<long, long> check) : IDisposable
{
    private readonly object _gate = new();
    private Thread? _thread;
    private long _wakeUp = long.MaxValue;
    private bool _stopped;

    /// <summary>Says that something may be due at this time.</summary>
    public void Watch(long deadline)
    {
        if (deadline >= Volatile.Read(ref _wakeUp))
            return;
        lock (_gate)
        {
            if (_stopped || deadline >= _wakeUp)
                return;
            _wakeUp = deadline;
            if (_thread is null)
            {
                var thread = new Thread(Run, 256 * 1024) { IsBackground = true, Name = "ParallelGen deadlines" };
                thread.UnsafeStart();
                _thread = thread; // where the system has no thread left, the next tries again
            }
            Monitor.Pulse(_gate);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _stopped = true;
            Monitor.Pulse(_gate);
        }
    }

    private void Run()
    {
        while (true)
        {
            lock (_gate)
            {
                while (!_stopped && MillisecondsUntil(_wakeUp) is var wait && wait != 0)
                    Monitor.Wait(_gate, wait);
                if (_stopped)
                    return;
                // A deadline that is set from here on wakes this thread again.
                _wakeUp = long.MaxValue;
            }
            Watch(check(Stopwatch.GetTimestamp()));
        }
    }

    private static int MillisecondsUntil(long time)
    {
        if (time == long.MaxValue)
            return Timeout.Infinite;
        double milliseconds = (time - Stopwatch.GetTimestamp()) * 1000.0 / Stopwatch.Frequency;
        return milliseconds <= 0 ? 0 : (int)Math.Min(Math.Ceiling(milliseconds), int.MaxValue);
    }
}
