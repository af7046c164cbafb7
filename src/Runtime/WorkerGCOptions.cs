namespace ParallelGen;

/// <summary>How workers collect garbage. Not thread-safe.</summary>
public sealed class WorkerGCOptions
{
    /// <summary>
    /// Whether workers use the server collector. Default false: a worker runs one call at a time, and heaps for every core would take memory
    /// in each worker.
    /// </summary>
    public bool Server { get; set; }

    /// <summary>Whether workers collect on a thread beside the method. Default false: that takes time from other workers.</summary>
    public bool Concurrent { get; set; }

    /// <summary>
    /// The most bytes that a worker's managed heap may take; beyond it the method gets an <see cref="OutOfMemoryException"/>. Null, the default:
    /// where the program has a memory limit (a container, a cgroup), 75 % of it divided by the number of workers and one for this process;
    /// elsewhere none. A value of <c>DOTNET_GCHeapHardLimit</c> in the environment wins over the default. At least 16 MiB, with less of which a
    /// worker would not start.
    /// </summary>
    public long? HeapHardLimitBytes { get; set; }

    /// <summary>The least of <see cref="HeapHardLimitBytes"/>.</summary>
    internal const long LeastHeapHardLimit = 16 << 20;

    internal WorkerGCOptions Copy() => new() { Server = Server, Concurrent = Concurrent, HeapHardLimitBytes = HeapHardLimitBytes };
}
