using System.Globalization;
using ParallelGen.Benchmarks.Peers.Racing;
using ParallelGen.Benchmarks.Peers.Rows;
using Spectre.Console;

namespace ParallelGen.Benchmarks.Peers.Reporting;

/// <summary>A table for people, and then lines for machines.</summary>
internal static class ConsoleReport
{
    private const int WidthWithoutTerminal = 150;

    internal static void Write(IReadOnlyList<Row> rows, Results results)
    {
        if (Console.IsOutputRedirected)
            AnsiConsole.Profile.Width = WidthWithoutTerminal;
        var table = new Table().Border(TableBorder.Rounded);
        foreach (string column in (string[])["Row", "Unit", "ParallelGen", "Best process peer", "Ratio", "By hand, .NET", "Threads", "Limit", "Aim", "Met"])
            table.AddColumn(new TableColumn(column).NoWrap());
        foreach (int right in (int[])[2, 4, 7])
            table.Columns[right].RightAligned();
        foreach (Line line in rows.Select(row => new Line(row, results)))
        {
            string[] cells = [line.Row.Name, line.Row.Unit, line.Ours, line.Rival, line.Ratio, line.HandWritten, line.Threads, line.Limit, line.Aim, line.Met];
            table.AddRow([.. cells.Select((cell, column) => new Text(cell, Style(column, line)))]);
        }
        AnsiConsole.Write(table);
        Console.WriteLine("Ratio: above 1 is better, whether more or less is. Where no process peer has a figure, the best of the others stands in its place.");
        WriteLines(rows, results);
    }

    private static void WriteLines(IReadOnlyList<Row> rows, Results results)
    {
        foreach (Row row in rows)
        {
            foreach (Standing standing in results.Standings(row))
            {
                string value = standing.Median?.ToString("0.######", CultureInfo.InvariantCulture) ?? standing.Word ?? "fails";
                Console.WriteLine($"RESULT {row.Name} {standing.Contestant} {value} {row.Unit.Replace(' ', '-')}");
            }
        }
    }

    private static Style Style(int column, Line line) => column switch
    {
        2 => new Style(decoration: Decoration.Bold),
        4 when line.RatioValue is { } ratio => new Style(ratio >= 1 ? Color.Green : Color.Red),
        9 when line.IsMet is { } met => new Style(met ? Color.Green : Color.Red),
        _ => Spectre.Console.Style.Plain,
    };
}
