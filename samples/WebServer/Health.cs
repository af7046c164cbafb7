using ParallelGen;

namespace WebServer;

/// <summary>How the pool is, for <c>GET /health</c>.</summary>
internal sealed record Health(int ReadyWorkers, long Crashes, long Timeouts, long Restarts, long LargestWorkerBytes)
{
    internal static Health Of(PoolStatistics statistics) => new(
        statistics.ReadyWorkers,
        statistics.Crashes,
        statistics.Timeouts,
        statistics.Restarts,
        statistics.Workers.Select(worker => worker.GetMemoryBytes()).DefaultIfEmpty().Max());
}
