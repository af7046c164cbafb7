using ParallelGen.Platform;

namespace ParallelGen.Supervision;

/// <summary>
/// Do what the thread of the deadlines must not wait for, because it runs the user's code or may never come to its end. There are as many as have
/// something to do at once, and none when nothing was for a while. Thread-safe.
/// </summary>
internal sealed class SideThreads : IDisposable
{
    private static readonly TimeSpan s_idleTime = TimeSpan.FromSeconds(10);

    private readonly Queue<Action> _works = new();
    private int _count;
    private int _idle;
    private bool _isClosed;

    /// <summary>Has somebody do something, later where no further thread is to be had. False where there is none at all.</summary>
    public bool TryRun(Action work)
    {
        lock (_works)
        {
            if (_isClosed || (_idle <= _works.Count && !TryStart() && _count == 0))
                return false;
            _works.Enqueue(work);
            Monitor.Pulse(_works);
            return true;
        }
    }

    /// <summary>Ends the threads when they have done what they were given.</summary>
    public void Dispose()
    {
        lock (_works)
        {
            _isClosed = true;
            Monitor.PulseAll(_works);
        }
    }

    private bool TryStart()
    {
        try
        {
            OwnThread.Start("side", Run);
            _count++;
            return true;
        }
        catch (NoThreadException)
        {
            return false;
        }
    }

    private void Run()
    {
        while (Next() is { } work)
            work();
    }

    private Action? Next()
    {
        lock (_works)
        {
            _idle++;
            while (_works.Count == 0 && !_isClosed && Monitor.Wait(_works, s_idleTime))
            {
            }
            _idle--;
            if (_works.TryDequeue(out Action? work))
                return work;
            _count--;
            return null;
        }
    }
}
