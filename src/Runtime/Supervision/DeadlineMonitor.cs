using System.Diagnostics;
using ParallelGen.Platform;

namespace ParallelGen.Supervision;

/// <summary>
/// Looks after a pool at the times when something may be due, on a thread of its own. It sleeps until the earliest that it knows; a call that
/// ends in time costs it nothing.
/// </summary>
/// <param name="check">Does what is due at a time, and says when to look again.</param>
internal sealed class DeadlineMonitor(Func<long, long> check) : IDisposable
{
    private readonly object _gate = new();
    private Thread? _thread;
    private long _wakeUp = long.MaxValue;
    private bool _stopped;

    /// <summary>Whether the thread is there.</summary>
    public bool IsStarted => Volatile.Read(ref _thread) is not null;

    /// <summary>Starts the thread, unless that was done before. Without it there is nobody to end what takes too long.</summary>
    /// <exception cref="NoThreadException">There is none.</exception>
    public void EnsureStarted()
    {
        lock (_gate)
            _thread ??= OwnThread.Start("deadlines", Run, OwnThread.SmallStack);
    }

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
