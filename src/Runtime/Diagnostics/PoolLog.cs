using Microsoft.Extensions.Logging;

namespace ParallelGen.Diagnostics;

/// <summary>
/// What a pool logs. The only type that calls into the logging package, so that a worker, and a program that logs nothing, never loads it.
/// </summary>
internal sealed partial class PoolLog(ILoggerFactory factory)
{
    private const string Category = "ParallelGen.ProcessPool";

    private readonly ILogger _logger = factory.CreateLogger(Category);

    [LoggerMessage(EventIds.PoolShutsDown, LogLevel.Debug, "Pool {Pool} shuts down ({Mode}).")]
    public partial void PoolShutsDown(int pool, ShutdownMode mode);

    [LoggerMessage(EventIds.OptionsDoNotApply, LogLevel.Warning, "Pool {Pool} runs its calls in this process, where these of its options have no effect: {Options}.")]
    public partial void OptionsDoNotApply(int pool, string options);

    [LoggerMessage(EventIds.SharedMemoryIsMissing, LogLevel.Warning, "Calls of pool {Pool} travel over sockets, which is slower, because its workers have no shared memory: {Problem}")]
    public partial void SharedMemoryIsMissing(int pool, string problem);

    [LoggerMessage(EventIds.WorkerStarts, LogLevel.Debug, "Pool {Pool} starts worker {WorkerId}, generation {Generation}.")]
    public partial void WorkerStarts(int pool, int workerId, int generation);

    [LoggerMessage(EventIds.WorkerIsReady, LogLevel.Debug, "Worker {WorkerId} of pool {Pool}, generation {Generation}, is ready as process {ProcessId}.")]
    public partial void WorkerIsReady(int pool, int workerId, int generation, int processId);

    [LoggerMessage(EventIds.WorkerRetired, LogLevel.Debug, "Worker {WorkerId} of pool {Pool}, process {ProcessId}, has ended in good order.")]
    public partial void WorkerRetired(int pool, int workerId, int processId);

    [LoggerMessage(EventIds.WorkerWasKilled, LogLevel.Information, "Worker {WorkerId} of pool {Pool}, process {ProcessId}, was killed by its pool.")]
    public partial void WorkerWasKilled(int pool, int workerId, int processId);

    [LoggerMessage(EventIds.WorkerCrashed, LogLevel.Warning, "Worker {WorkerId} of pool {Pool}, process {ProcessId}, crashed: {Exit}.")]
    public partial void WorkerCrashed(int pool, int workerId, int processId, string exit);

    [LoggerMessage(EventIds.WorkerDidNotStart, LogLevel.Warning, "Worker {WorkerId} of pool {Pool} did not start.")]
    public partial void WorkerDidNotStart(int pool, int workerId, Exception reason);

    [LoggerMessage(EventIds.StartingWasGivenUp, LogLevel.Error, "Pool {Pool} has given up starting worker {WorkerId}.")]
    public partial void StartingWasGivenUp(int pool, int workerId, Exception reason);

    [LoggerMessage(EventIds.CallTimedOut, LogLevel.Warning, "Call {CallId} of {Method} ran longer than its timeout of {TimeoutMilliseconds} ms in process {ProcessId}.")]
    public partial void CallTimedOut(long callId, string method, long timeoutMilliseconds, int processId);

    [LoggerMessage(EventIds.CallWasReturned, LogLevel.Debug, "Call {CallId} of {Method} had not begun in its worker, and is dispatched again.")]
    public partial void CallWasReturned(long callId, string method);
}
