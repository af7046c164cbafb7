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
    /// <summary>How long a poll goes on.</summary>
    public const int WindowMicroseconds = 50;

    /// <summary>
    /// How long the poll that follows waits without one goes on: longer than it takes to wake the other side. Two sides that both sleep, and
    /// wake each other, would else miss each other by a little for ever.
    /// </summary>
    public const int ProbeMicroseconds = 150;

    private const int LongestPause = 64;
    private const int MostLooks = 64;
    private const int FewestLooks = 4;

    // So many polls in a row may find nothing before the first is left out: a single long call says little.
    private const int Tolerated = 2;

    private int _missed;
    private int _pause;
    private int _skip;
    private int _looks = MostLooks;

    /// <summary>
    /// How often to look, with a short pause between, before the core is offered to others. Where the two sides have to share one, because
    /// others keep the rest busy, the answer comes after that offer and not before.
    /// </summary>
    public int Looks => _looks;

    /// <summary>Whether answers come after the core was offered to others, time and again.</summary>
    public bool SharesCore => _looks == FewestLooks;

    /// <summary>How long to poll in this wait; 0 for not at all.</summary>
    public int NextMicroseconds()
    {
        if (policy is SpinPolicy.Always)
            return WindowMicroseconds;
        if (policy is SpinPolicy.Never || processors < 2)
            return 0;
        if (_skip == 0)
            return _pause == 0 ? WindowMicroseconds : ProbeMicroseconds;
        _skip--;
        return 0;
    }

    /// <summary>A poll found what it looked for.</summary>
    /// <param name="hasYielded">Whether it had to offer the core to others before.</param>
    public void OnFound(bool hasYielded)
    {
        _missed = 0;
        _pause = 0;
        _looks = hasYielded ? Math.Max(_looks / 2, FewestLooks) : Math.Min(_looks * 2, MostLooks);
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
