namespace ParallelGen;

/// <summary>
/// A pool that is used inside a worker can't run the call there. It runs its calls on the thread that makes them, so that workers never start workers;
/// a method that calls itself through a pool, deeper than the stack of that thread, is what can't be run.
/// </summary>
public sealed class NestedPoolException : ProcessPoolException
{
    /// <summary>Makes an exception without a message of its own.</summary>
    public NestedPoolException()
    {
    }

    /// <summary>Makes an exception.</summary>
    public NestedPoolException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception with a cause.</summary>
    public NestedPoolException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
