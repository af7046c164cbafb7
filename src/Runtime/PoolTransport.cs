namespace ParallelGen;

/// <summary>How calls travel between a pool and its workers.</summary>
public enum PoolTransport
{
    /// <summary>Shared memory, or a socket where the system does not give any.</summary>
    Automatic,

    /// <summary>Shared memory, or a <see cref="WorkerStartException"/> where the system does not give any.</summary>
    SharedMemory,

    /// <summary>A local socket.</summary>
    Socket,
}
