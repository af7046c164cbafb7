namespace ParallelGen;

/// <summary>A pool of worker processes.</summary>
public sealed class ProcessPool : IAsyncDisposable, IDisposable
{
    /// <summary>A shell that stands in until the runtime is there.</summary>
    public ProcessPool(int workerCount) => WorkerCount = workerCount;

    /// <summary>The number of workers.</summary>
    public int WorkerCount { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => default;
}
