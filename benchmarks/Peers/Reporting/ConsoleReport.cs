using System.Globalization;
using ParallelGen.Benchmarks.Peers.Racing;
using ParallelGen.Benchmarks.Peers.Rows;
using Spectre.Console;

namespace ParallelGen.Benchmarks.Peers.Reporting;

/// <summary>A table for people, and then lines for machines.</summary>
internal static class ConsoleReport
{
    private const int WidthWithoutTerminal = 200;
    private const int WidthOfAllColumns = 160;

    private static readonly Column[] s_columns =
    [
        new("Row", line => line.Row.Name),
        new("Unit", line => line.Row.Unit),
        new("ParallelGen", line => line.Ours, IsNumber: true),
        new("Best process peer", line => line.Rival),
        new("Ratio", line => line.Ratio, IsNumber: true),
        new("By hand, .NET", line => line.HandWritten, IsExtra: true),
        new("Threads", line => line.Threads, IsExtra: true),
        new("Limit", line => line.Limit, IsNumber: true, IsExtra: true),
        new("Aim", line => line.Aim),
        new("Met", line => line.Met),
    ];

    internal static void Write(IReadOnlyList<Row> rows, Results results)
    {
        if (Console.IsOutputRedirected)
            AnsiConsole.Profile.Width = WidthWithoutTerminal;
        Column[] columns = [.. s_columns.Where(column => !column.IsExtra || AnsiConsole.Profile.Width >= WidthOfAllColumns)];
        var table = new Table().Border(TableBorder.Rounded);
        foreach (Column column in columns)
            table.AddColumn(new TableColumn(column.Title) { NoWrap = true, Alignment = column.IsNumber ? Justify.Right : Justify.Left });
        foreach (Line line in rows.Select(row => new Line(row, results)))
            table.AddRow([.. columns.Select(column => new Text(column.Cell(line), Style(column.Title, line)))]);
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

    private static Style Style(string column, Line line) => column switch
    {
        "ParallelGen" => new Style(decoration: Decoration.Bold),
        "Ratio" when line.RatioValue is { } ratio => new Style(ratio >= 1 ? Color.Green : Color.Red),
        "Met" when line.IsMet is { } met => new Style(met ? Color.Green : Color.Red),
        _ => Spectre.Console.Style.Plain,
    };

    /// <summary>A column; one that is extra gives way on a narrow terminal.</summary>
    private sealed record Column(string Title, Func<Line, string> Cell, bool IsNumber = false, bool IsExtra = false);
}
