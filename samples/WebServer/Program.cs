using ParallelGen;
using Samples;
using WebServer;
using WebServer.LoadTest;

return await ServerOptions.Command(RunAsync).Parse(args).InvokeAsync();

static async Task<int> RunAsync(ServerOptions options, CancellationToken cancellationToken)
{
    Terminal.Prepare();
    if (options.LoadTest)
        return await new LoadTester(options).RunAsync(cancellationToken) ? 0 : 1;

    await using ProcessPool pool = new(options.Pool(ExecutionMode.Processes));
    await using WebApplication server = Api.Create(pool.With(options.Calls), $"http://127.0.0.1:{options.Port}");
    await server.StartAsync(cancellationToken);
    Console.WriteLine($"Listening on {server.Urls.Single()}; Ctrl+C ends.");
    await server.WaitForShutdownAsync(cancellationToken);
    return 0;
}
