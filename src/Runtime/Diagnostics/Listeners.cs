namespace ParallelGen.Diagnostics;

/// <summary>Those who listen to a pool: its logger, and who enabled its instruments. What they throw is not the pool's, and must not end one of its threads.</summary>
internal static class Listeners
{
    /// <summary>Tells them something. An exception of theirs is one that nobody awaits: <see cref="TaskScheduler.UnobservedTaskException"/> has it.</summary>
    public static void Tell(Action tell)
    {
        try
        {
            tell();
        }
        catch (Exception exception)
        {
            _ = Task.FromException(exception);
        }
    }
}
