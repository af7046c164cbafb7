using System.CommandLine;
using ParallelGen;
using Samples;

namespace WebServer;

/// <summary>What the user asked for, and what that means for the pool.</summary>
internal sealed record ServerOptions(int Workers, int Port, int TimeoutMilliseconds, bool LoadTest, int Requests, int Clients)
{
    /// <summary>Where a worker that leaks is replaced by a new one.</summary>
    internal const long MaxWorkerMemoryBytes = 128 << 20;

    /// <summary>For every request: what runs longer is killed, what waits too long is told to come back.</summary>
    internal PoolCallOptions Calls => new() { Timeout = TimeSpan.FromMilliseconds(TimeoutMilliseconds), QueueTimeout = TimeSpan.FromSeconds(20) };

    /// <summary>A spare process takes the place of one that is killed at once; what workers print while they die is of no use to a server.</summary>
    internal ProcessPoolOptions Pool(ExecutionMode mode) => new()
    {
        WorkerCount = Workers,
        SpareWorkers = 1,
        MaxWorkerMemoryBytes = MaxWorkerMemoryBytes,
        WorkerOutput = WorkerOutput.Discard,
        ExecutionMode = mode,
    };

    internal static RootCommand Command(Func<ServerOptions, CancellationToken, Task<int>> run)
    {
        Option<int> workers = CommandLine.Workers();
        Option<int> port = CommandLine.Number("--port", "Where to listen, on the loopback address.", 5080, minimum: 1, maximum: 65_535);
        Option<int> timeout = CommandLine.Number("--timeout", "How many milliseconds a request may run.", 3000, minimum: 10, maximum: 600_000);
        Option<bool> loadTest = new("--load-test") { Description = "Starts the server on a free port, sends it good and bad requests, checks every answer, and ends." };
        Option<int> requests = CommandLine.Number("--requests", "How many requests each part of the load test sends.", 4000, minimum: 100, maximum: 10_000_000);
        Option<int> clients = CommandLine.Number("--clients", "How many clients the load test has, each with one request at a time.", 8, minimum: 1, maximum: 10_000);

        RootCommand command = new("A web server whose risky requests run in a process pool: they may crash, hang and leak, and the server stays up.")
        {
            workers, port, timeout, loadTest, requests, clients,
        };
        command.SetAction((arguments, cancellationToken) => run(
            new ServerOptions(
                arguments.GetValue(workers),
                arguments.GetValue(port),
                arguments.GetValue(timeout),
                arguments.GetValue(loadTest),
                arguments.GetValue(requests),
                arguments.GetValue(clients)),
            cancellationToken));
        return command;
    }
}
