namespace ParallelGen.Supervision;

/// <summary>
/// Limits how often workers are started in vain: after five starts within ten seconds that never became ready, with growing pauses
/// between them, the pool gives up. A worker that was ready and then died is replaced at once, however often. (The restart intensity of
/// Erlang's supervisors, counted over starts without progress only.) Not thread-safe.
/// </summary>
internal sealed class RestartPolicy
{
    private const int MaxFailures = 5;
    private static readonly TimeSpan s_window = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_firstPause = TimeSpan.FromMilliseconds(100);

    private readonly TimeSpan[] _failures = new TimeSpan[MaxFailures]; // the latest, oldest first
    private int _count;

    /// <summary>Notes a start that never became ready.</summary>
    /// <param name="now">Time on a monotonic clock.</param>
    /// <param name="pause">How long to wait before the next start.</param>
    /// <returns>False when there is to be no next start.</returns>
    public bool TryRetry(TimeSpan now, out TimeSpan pause)
    {
        int old = 0;
        while (old < _count && now - _failures[old] > s_window)
            old++;
        if (old == 0 && _count == MaxFailures)
            old = 1;
        _count -= old;
        Array.Copy(_failures, old, _failures, 0, _count);
        _failures[_count++] = now;
        pause = s_firstPause * (1 << (_count - 1));
        return _count < MaxFailures;
    }

    /// <summary>Begins to count again: a worker became ready, or the caller wants another try.</summary>
    public void Reset() => _count = 0;
}
