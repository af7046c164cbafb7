using AssemblyCensus.Analysis;
using Spectre.Console;

namespace AssemblyCensus.Display;

/// <summary>What the census found.</summary>
internal static class ResultTables
{
    private const int LongestName = 60;

    internal static void Write(CensusTotals totals, int top)
    {
        WriteTotals(totals);
        WriteOpcodes(totals, top);
        WriteRanking("Most referenced assemblies", "Assembly", "Referenced by", totals.References().Take(top));
        WriteRanking("Most called methods of other assemblies", "Method", "Calls", totals.ApiCalls().Take(top));
        WriteMethods(totals, top);
        WriteProblems(totals, top);
    }

    private static void WriteTotals(CensusTotals totals)
    {
        Table table = new Table { Title = new TableTitle("Totals") }.AddColumn("What").AddColumn(new TableColumn("Count").RightAligned());
        table.AddRow("files", $"{totals.Files:N0}");
        foreach (FileKind kind in Enum.GetValues<FileKind>())
            table.AddRow($"  {Lower(kind)}", $"{totals.Count(kind):N0}");
        table.AddRow("bytes", $"{totals.Bytes:N0}");
        table.AddRow("types", $"{totals.Types:N0}");
        table.AddRow("methods", $"{totals.Methods:N0}");
        table.AddRow("bytes of IL", $"{totals.IlBytes:N0}");
        table.AddRow("instructions", $"{totals.Instructions:N0}");
        table.AddRow("loops", $"{totals.Loops:N0}");
        AnsiConsole.Write(table);
    }

    private static void WriteOpcodes(CensusTotals totals, int top)
    {
        (string Name, long Count)[] opcodes = [.. totals.Opcodes().Take(top)];
        if (opcodes.Length == 0)
            return;
        BarChart chart = new() { Label = "Most frequent instructions, % of all", Width = 80, MaxValue = Percent(opcodes[0].Count) };
        foreach ((string name, long count) in opcodes)
            chart.AddItem(Markup.Escape(name), Math.Round(Percent(count), 2), Color.SteelBlue);
        AnsiConsole.Write(chart);
        AnsiConsole.WriteLine();

        double Percent(long count) => 100.0 * count / totals.Instructions;
    }

    private static void WriteRanking(string title, string what, string measure, IEnumerable<(string Name, int Count)> ranking)
    {
        Table table = new Table { Title = new TableTitle(title) }.AddColumn(new TableColumn(measure).RightAligned()).AddColumn(what);
        foreach ((string name, int count) in ranking)
            table.AddRow($"{count:N0}", Markup.Escape(Shorten(name)));
        AnsiConsole.Write(table);
    }

    private static void WriteMethods(CensusTotals totals, int top)
    {
        Table table = new Table { Title = new TableTitle("Most complex methods") }
            .AddColumn(new TableColumn("Complexity").RightAligned())
            .AddColumn(new TableColumn("Loop depth").RightAligned())
            .AddColumn(new TableColumn("IL bytes").RightAligned())
            .AddColumn(new TableColumn("Copies").RightAligned())
            .AddColumn("Method");
        foreach ((string _, MethodReport method, int copies) in totals.MostComplex().Take(top))
            table.AddRow($"{method.Complexity:N0}", $"{method.LoopDepth}", $"{method.IlBytes:N0}", $"{copies}", Markup.Escape(Shorten(method.Name)));
        AnsiConsole.Write(table);
    }

    private static void WriteProblems(CensusTotals totals, int top)
    {
        foreach ((string path, string problem) in totals.Problems.Take(top))
            AnsiConsole.WriteLine($"{path}: {problem}");
        if (totals.Problems.Count > top)
            AnsiConsole.WriteLine($"... and {totals.Problems.Count - top:N0} more files with a problem.");
    }

    /// <summary>The end of a name says more than its namespace.</summary>
    private static string Shorten(string name) => name.Length <= LongestName ? name : $"...{name[^(LongestName - 3)..]}";

    private static string Lower(FileKind kind) => $"{kind}".ToLowerInvariant();
}
