using ParallelGen.Platform;

namespace ParallelGen.Supervision;

/// <summary>
/// Reads answers that their callers left unread and that are still on their way, beside the thread that looks for them: such a one may never come to its
/// end, and that thread is who ends what takes too long. There are as many threads as read at once, and none while nothing is left. Thread-safe.
/// </summary>
internal sealed class LeftAnswers : IDisposable
{
    private static readonly TimeSpan s_idleTime = TimeSpan.FromSeconds(10);

    private readonly Queue<AnswerReader> _left = new();
    private int _idle;
    private bool _isClosed;

    /// <summary>Has somebody read what is there. False where there is no thread that could: it is for the next look.</summary>
    public bool TryRead(AnswerReader reader)
    {
        lock (_left)
        {
            if (_isClosed)
                return true;
            if (_idle <= _left.Count && !TryStart())
                return false;
            _left.Enqueue(reader);
            Monitor.Pulse(_left);
            return true;
        }
    }

    public void Dispose()
    {
        lock (_left)
        {
            _isClosed = true;
            Monitor.PulseAll(_left);
        }
    }

    private bool TryStart()
    {
        try
        {
            OwnThread.Start("answers", Run);
            return true;
        }
        catch (NoThreadException)
        {
            return false;
        }
    }

    private void Run()
    {
        while (Next() is { } reader)
            reader.ReadNow();
    }

    private AnswerReader? Next()
    {
        lock (_left)
        {
            _idle++;
            while (_left.Count == 0 && !_isClosed && Monitor.Wait(_left, s_idleTime))
            {
            }
            _idle--;
            return _isClosed ? null : _left.TryDequeue(out AnswerReader? reader) ? reader : null;
        }
    }
}
