namespace ParallelGen.Platform;

/// <summary>The system lets this process have no further thread.</summary>
internal sealed class NoThreadException(Exception cause)
    : ProcessPoolException("The system lets this process have no further thread: raise its limits on threads (ulimit -u, or the container's on process ids), on open files (ulimit -n) or on memory.", cause);
