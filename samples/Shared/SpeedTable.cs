using Spectre.Console;

namespace Samples;

/// <summary>How long each way to do the work took, against the first of them.</summary>
internal static class SpeedTable
{
    /// <param name="measurements">The ways; the first is the one that the others are compared with.</param>
    /// <param name="unit">What was worked on, for instance "rows".</param>
    /// <param name="amount">How many of them.</param>
    /// <param name="columns">What else there is to say about each result.</param>
    internal static void Write<T>(
        IReadOnlyList<Measurement<T>> measurements, string unit, double amount, params (string Header, Func<T, string> Cell)[] columns)
    {
        Table table = new Table().AddColumn("Mode");
        string[] headers = [.. columns.Select(column => column.Header), "Seconds", $"{unit}/s", "Speed-up"];
        foreach (string header in headers)
            table.AddColumn(new TableColumn(header).RightAligned());
        foreach (Measurement<T> measurement in measurements)
        {
            string[] cells =
            [
                measurement.Mode,
                .. columns.Select(column => column.Cell(measurement.Result)),
                $"{measurement.Elapsed.TotalSeconds:F2}",
                Rate(amount / measurement.Elapsed.TotalSeconds),
                $"{measurements[0].Elapsed / measurement.Elapsed:F2}x",
            ];
            table.AddRow(cells);
        }
        AnsiConsole.Write(table);
    }

    private static string Rate(double rate) => rate < 100 ? $"{rate:F1}" : $"{rate:N0}";
}
