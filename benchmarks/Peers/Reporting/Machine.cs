using System.Runtime.InteropServices;

namespace ParallelGen.Benchmarks.Peers.Reporting;

/// <summary>What the figures were measured on, in one line.</summary>
internal static class Machine
{
    internal static string Description =>
        $"{Environment.ProcessorCount} cores ({Processor()}), {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}";

    private static string Processor()
    {
        const string processors = "/proc/cpuinfo";
        string? line = File.Exists(processors) ? File.ReadLines(processors).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) : null;
        return line is null ? $"{RuntimeInformation.ProcessArchitecture}" : line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }
}
