using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using ParallelGen;
using Samples;

namespace WebServer.LoadTest;

/// <summary>Starts the server on a free port of the loopback address, sends it requests of all kinds, and checks every answer.</summary>
internal sealed class LoadTester(ServerOptions options)
{
    /// <returns>Whether every answer was right.</returns>
    internal async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        // The first scenario that is measured would pay for compiling the server and the clients.
        await RunAsync(Scenario.Create("warm", ExecutionMode.InProcess, options.Requests / 4), cancellationToken);
        Scenario onThreads = Scenario.Create($"good requests, threads ({options.Workers})", ExecutionMode.InProcess, options.Requests);
        Scenario inPool = Scenario.Create($"good requests, process pool ({options.Workers})", ExecutionMode.Processes, options.Requests);
        Scenario storm = Scenario.Create("some hang or crash", ExecutionMode.Processes, options.Requests, 0.2, RequestKind.SearchForEver, RequestKind.OverflowStack);
        Scenario leaks = Scenario.Create("some leak", ExecutionMode.Processes, options.Requests, 20, RequestKind.Preview);

        List<Measurement<ScenarioResult>> measurements = [];
        foreach (Scenario scenario in (Scenario[])[onThreads, inPool, storm, leaks])
        {
            Console.WriteLine($"{scenario.Name}: {scenario.Requests.Count:N0} requests of {options.Clients} clients ...");
            measurements.Add(await RunAsync(scenario, cancellationToken));
        }
        LatencyTable.Write(measurements);

        string[] complaints = [.. measurements.SelectMany(measurement => measurement.Result.Complaints(options.Workers))];
        foreach (string complaint in complaints.Take(10))
            Console.Error.WriteLine(complaint);
        return complaints.Length == 0;
    }

    private async Task<Measurement<ScenarioResult>> RunAsync(Scenario scenario, CancellationToken cancellationToken)
    {
        await using ProcessPool pool = new(options.Pool(scenario.Mode));
        await pool.WarmUpAsync(cancellationToken);
        await using WebApplication server = Api.Create(pool.With(options.Calls), "http://127.0.0.1:0");
        await server.StartAsync(cancellationToken);
        using HttpClient client = new() { BaseAddress = new Uri(server.Urls.Single()) };

        Measurement<IReadOnlyList<TestAnswer>> answers = await Measurement.TakeAsync(scenario.Name, () => SendAsync(client, scenario, cancellationToken));
        Health health = await client.GetFromJsonAsync<Health>("/health", cancellationToken) ?? throw new InvalidDataException("/health says nothing.");
        return new(scenario.Name, new ScenarioResult(scenario, answers.Result, health), answers.Elapsed);
    }

    private async Task<IReadOnlyList<TestAnswer>> SendAsync(HttpClient client, Scenario scenario, CancellationToken cancellationToken)
    {
        ConcurrentBag<TestAnswer> answers = [];
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = options.Clients, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(scenario.Requests, parallel, async (request, cancellationToken) =>
        {
            long started = Stopwatch.GetTimestamp();
            using HttpResponseMessage response = await client.PostAsJsonAsync(request.Path, request.Body, cancellationToken);
            string content = await response.Content.ReadAsStringAsync(cancellationToken);
            answers.Add(new TestAnswer(request.Kind, Stopwatch.GetElapsedTime(started), request.Complaint((int)response.StatusCode, content)));
        });
        return [.. answers];
    }
}
