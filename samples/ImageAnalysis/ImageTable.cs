using Samples;
using Spectre.Console;

namespace ImageAnalysis;

/// <summary>The result: who was right, and how fast.</summary>
internal static class ImageTable
{
    internal static void Write(IReadOnlyList<Measurement<ImageReport[]>> measurements, int[] truth)
    {
        SpeedTable.Write(
            measurements,
            "Images",
            truth.Length,
            ("Images right", reports => $"{reports.Zip(truth).Count(pair => pair.First.Objects.Count == pair.Second)} of {truth.Length}"),
            ("Objects", reports => $"{reports.Sum(report => report.Objects.Count):N0}"));
        AnsiConsole.WriteLine("The workers run since they made the images; each compiles the analysis for itself, as the sequential run does.");
    }
}
