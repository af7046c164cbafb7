using System.Diagnostics;

namespace ImageAnalysis;

/// <summary>The reports of one mode, one for each image and in their order, and the time they took.</summary>
internal sealed record Measurement(string Mode, ImageReport[] Reports, TimeSpan Elapsed)
{
    internal static async Task<Measurement> TakeAsync(string mode, Func<Task<ImageReport[]>> analyze)
    {
        long started = Stopwatch.GetTimestamp();
        ImageReport[] reports = await analyze();
        return new Measurement(mode, reports, Stopwatch.GetElapsedTime(started));
    }
}
