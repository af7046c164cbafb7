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

    /// <summary>
    /// Twice: in a new pool, which includes starting the workers and compiling the code in each of them, and once more in the same pool, as a
    /// program that goes on has it, and as the other ways have it too, whose code was compiled for the first of them.
    /// </summary>
    internal static async Task<Measurement<T>[]> InPoolAsync<T>(ProcessPoolOptions options, Func<ProcessPool, Task<T>> run)
    {
        string mode = $"process pool ({options.WorkerCount})";
        await using ProcessPool pool = new(options);
        return [await TakeAsync(mode, () => run(pool)), await TakeAsync($"{mode}, warm", () => run(pool))];
    }

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
