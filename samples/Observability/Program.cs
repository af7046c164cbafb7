// Prints what a pool logs, measures and traces, through OpenTelemetry.
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using ParallelGen;

using MeterProvider metrics = Sdk.CreateMeterProviderBuilder().AddMeter("ParallelGen").AddConsoleExporter().Build();
using TracerProvider traces = Sdk.CreateTracerProviderBuilder().AddSource("ParallelGen").AddConsoleExporter().Build();
using ServiceProvider services = new ServiceCollection()
    .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Debug).AddOpenTelemetry(options =>
    {
        options.IncludeFormattedMessage = true;
        options.AddConsoleExporter();
    }))
    .BuildServiceProvider();

await using var pool = new ProcessPool(new ProcessPoolOptions
{
    WorkerCount = 2,
    LoggerFactory = services.GetRequiredService<ILoggerFactory>(),
});
long[] primes = await pool.CountPrimesMapAsync([1_000, 10_000, 100_000]);
bool crashed = false;
try
{
    await pool.CrashAsync();
}
catch (WorkerCrashedException)
{
    crashed = true; // the log, the meter and the span of the call tell it, too
}
metrics.ForceFlush();

PoolStatistics statistics = pool.GetStatistics();
Console.WriteLine($"primes: {string.Join(", ", primes)}; {statistics.AnsweredCalls} requests answered, {statistics.Crashes} crash");
return primes is [168, 1_229, 9_592] && crashed && statistics.Crashes == 1 ? 0 : 1;
