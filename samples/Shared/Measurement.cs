using System.Diagnostics;
using ParallelGen;

namespace Samples;

/// <summary>Measures the ways to do the same work, each with a name that says who did it.</summary>
internal static class Measurement
{
    internal static Task<Measurement<T>> SequentialAsync<T>(Func<T> run) =>
        TakeAsync("sequential", () => Task.FromResult(run()));

    internal static Task<Measurement<T>> OnThreadsAsync<T>(int threads, Func<T> run) =>
        TakeAsync($"threads ({threads})", () => Task.FromResult(run()));

    /// <summary>The time includes starting the workers, compiling the code in each of them, and stopping them.</summary>
    internal static Task<Measurement<T>> InPoolAsync<T>(ProcessPoolOptions options, Func<ProcessPool, Task<T>> run) =>
        TakeAsync($"process pool ({options.WorkerCount})", async () =>
        {
            await using ProcessPool pool = new(options);
            return await run(pool);
        });

    internal static async Task<Measurement<T>> TakeAsync<T>(string mode, Func<Task<T>> run)
    {
        // Nobody pays for the garbage of the mode before.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        long started = Stopwatch.GetTimestamp();
        T result = await run();
        return new Measurement<T>(mode, result, Stopwatch.GetElapsedTime(started));
    }
}
