namespace ParallelGen.Supervision;

/// <summary>
/// Limits how often workers are started in vain. A worker that was ready and then died is replaced at once, however often (the restart intensity
/// of Erlang's supervisors, counted over starts without progress only). After so many starts in a row that ended by themselves before they were
/// ready, with growing pauses between them, the pool gives up: the next would end the same way. Starts that fail slowly are given up sooner, when none
/// has succeeded for as long as one may take. A start that somebody killed says nothing of the next, so that only that time ends those.
/// Not thread-safe.
/// </summary>
/// <param name="maxFailures">How many starts in vain, one after the other, are too many.</param>
/// <param name="patience">How long a start may take.</param>
internal sealed class RestartPolicy(int maxFailures, TimeSpan patience)
{
    private const int MostDoublings = 5;
    private static readonly TimeSpan s_shortestRow = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_firstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_firstPauseOfKilled = TimeSpan.FromMilliseconds(10);

    private readonly TimeSpan _longestRow = patience > s_shortestRow ? patience : s_shortestRow;
    private int _count;
    private TimeSpan _first;
    private TimeSpan _last;
    private int _killed;
    private TimeSpan _firstKilled;

    /// <summary>Notes a start that never became ready.</summary>
    /// <param name="now">Time on a monotonic clock.</param>
    /// <param name="wasKilled">Whether somebody killed it.</param>
    /// <param name="pause">How long to wait before the next start.</param>
    /// <returns>False when there is to be no next start.</returns>
    public bool TryRetry(TimeSpan now, bool wasKilled, out TimeSpan pause)
    {
        if (wasKilled)
        {
            if (_killed++ == 0)
                _firstKilled = now;
            pause = s_firstPauseOfKilled * (1 << Math.Min(_killed - 1, MostDoublings));
            return now - _firstKilled < patience;
        }
        // Between two of a row there is a pause, and a start that may take all its time.
        if (_count == 0 || now - _last > patience + s_shortestRow)
        {
            _count = 0;
            _first = now;
        }
        _last = now;
        _count++;
        pause = s_firstPause * (1 << Math.Min(_count - 1, MostDoublings));
        return _count < maxFailures && now - _first < _longestRow;
    }

    /// <summary>Begins to count again: a worker became ready, or the caller wants another try.</summary>
    public void Reset()
    {
        _count = 0;
        _killed = 0;
    }
}
