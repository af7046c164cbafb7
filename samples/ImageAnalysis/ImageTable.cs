using Spectre.Console;

namespace ImageAnalysis;

/// <summary>The result: who was right, and how fast.</summary>
internal static class ImageTable
{
    internal static void Write(IReadOnlyList<Measurement> measurements, int[] truth)
    {
        Table table = new Table()
            .AddColumn("Mode")
            .AddColumn(new TableColumn("Images right").RightAligned())
            .AddColumn(new TableColumn("Objects").RightAligned())
            .AddColumn(new TableColumn("Seconds").RightAligned())
            .AddColumn(new TableColumn("Images/s").RightAligned())
            .AddColumn(new TableColumn("Speed-up").RightAligned());
        foreach (Measurement measurement in measurements)
        {
            table.AddRow(
                measurement.Mode,
                $"{measurement.Reports.Zip(truth).Count(pair => pair.First.Objects.Count == pair.Second)} of {truth.Length}",
                $"{measurement.Reports.Sum(report => report.Objects.Count):N0}",
                $"{measurement.Elapsed.TotalSeconds:F2}",
                $"{truth.Length / measurement.Elapsed.TotalSeconds:N0}",
                $"{measurements[0].Elapsed / measurement.Elapsed:F2}x");
        }
        AnsiConsole.Write(table);
        AnsiConsole.WriteLine("The workers run since they made the images; each compiles the analysis for itself, as the sequential run does.");
    }
}
