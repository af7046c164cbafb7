namespace ParallelGen.Dispatch;

/// <summary>How long a call that failed with its worker waits before it is tried again: each time twice as long.</summary>
internal static class RetryPause
{
    private const int MostDoublings = 16;
    private static readonly TimeSpan s_first = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(5);

    /// <param name="attempts">How many attempts were in vain, at least 1.</param>
    public static TimeSpan After(int attempts)
    {
        TimeSpan pause = s_first * (1 << Math.Min(attempts - 1, MostDoublings));
        return pause < s_longest ? pause : s_longest;
    }
}
