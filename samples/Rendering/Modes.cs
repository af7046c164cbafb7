using ParallelGen;
using Spectre.Console;

namespace Rendering;

/// <summary>The ways to render all frames; each gives the bytes that it wrote.</summary>
internal static class Modes
{
    internal static long Sequential(Animation animation, string folder, CancellationToken cancellationToken)
    {
        long bytes = 0;
        for (int frame = 0; frame < animation.Frames; frame++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            bytes += RenderWork.Render(frame, animation, folder);
        }
        return bytes;
    }

    internal static long OnThreads(Animation animation, string folder, int threads, CancellationToken cancellationToken)
    {
        long bytes = 0;
        ParallelOptions options = new() { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken };
        Parallel.For(0, animation.Frames, options, frame => Interlocked.Add(ref bytes, RenderWork.Render(frame, animation, folder)));
        return bytes;
    }

    /// <summary>With a bar that moves as frames are done: one line makes it, one ties it to the map, one runs the map.</summary>
    internal static Task<long> InPoolAsync(Animation animation, string folder, ProcessPool pool, CancellationToken cancellationToken) =>
        AnsiConsole.Progress().StartAsync(async context =>
        {
            ProgressTask bar = context.AddTask("process pool", maxValue: animation.Frames);
            MapOptions options = new() { Progress = new Bar(bar) };
            long[] bytes = await pool.RenderMapAsync(Enumerable.Range(0, animation.Frames), animation, folder, options: options, cancellationToken: cancellationToken);
            return bytes.Sum();
        });
}
