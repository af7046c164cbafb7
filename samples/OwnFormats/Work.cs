using ParallelGen;

internal static class Work
{
    [RunInProcessPool]
    internal static Forecast Warm(Forecast forecast, double degrees) =>
        forecast with { Temperatures = [.. forecast.Temperatures.Select(t => t + degrees)] };

    [RunInProcessPool]
    internal static int CountFiles(DirectoryInfo directory) => directory.EnumerateFiles().Count();
}
