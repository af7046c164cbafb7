namespace ParallelGen.Platform;

/// <summary>Starts threads of the pool's own: whatever it waits for never waits for the thread pool.</summary>
internal static class OwnThread
{
    /// <summary>Enough for who calls nothing of the user's.</summary>
    public const int SmallStack = 256 * 1024;

    /// <param name="name">What it does, for people who look at stacks.</param>
    /// <param name="run">Does it.</param>
    /// <param name="stackBytes">The size of its stack; 0 where it may run the user's code.</param>
    /// <param name="inContext">Whether it runs in the context of the caller.</param>
    /// <exception cref="NoThreadException">The system has none left.</exception>
    public static Thread Start(string name, ThreadStart run, int stackBytes = 0, bool inContext = false)
    {
        var thread = new Thread(run, stackBytes) { IsBackground = true, Name = $"ParallelGen {name}" };
        try
        {
            Failpoint.Hit("parent.thread");
            if (inContext)
                thread.Start();
            else
                thread.UnsafeStart();
        }
        catch (OutOfMemoryException exception)
        {
            throw new NoThreadException(exception);
        }
        return thread;
    }
}
