namespace ParallelGen.Transport;

/// <summary>
/// How long to poll before a wait sleeps. Polling answers in less than a microsecond where waking takes fifty, but a poll that finds nothing
/// takes a core from others: after one that did, the next 1, 2, 4 ... 64 waits sleep at once, until a poll finds something again.
/// </summary>
/// <remarks>Reads no clock. Several threads may use it at once: what they overwrite of each other's only moves the next poll.</remarks>
/// <param name="policy">What the user asked for.</param>
/// <param name="processors">How many cores parent and workers have together: on a single one, who polls keeps the other from answering.</param>
internal sealed class SpinBudget(SpinPolicy policy, int processors)
{
    /// <summary>How long a poll goes on at most.</summary>
    public const int WindowMicroseconds = 50;

    private const int LongestPause = 64;

    // So many polls in a row may find nothing before the first is left out: a single long call says little.
    private const int Tolerated = 2;

    private int _missed;
    private int _pause;
    private int _skip;

    /// <summary>How long to poll in this wait; 0 for not at all.</summary>
    public int NextMicroseconds()
    {
        if (policy is SpinPolicy.Always)
            return WindowMicroseconds;
        if (policy is SpinPolicy.Never || processors < 2)
            return 0;
        if (_skip == 0)
            return WindowMicroseconds;
        _skip--;
        return 0;
    }

    /// <summary>A poll found what it looked for.</summary>
    public void OnFound()
    {
        _missed = 0;
        _pause = 0;
    }

    /// <summary>A poll found nothing.</summary>
    public void OnMissed()
    {
        if (++_missed <= Tolerated)
            return;
        _pause = Math.Clamp(2 * _pause, 1, LongestPause);
        _skip = _pause;
    }
}
