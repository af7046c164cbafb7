using System.Globalization;
using System.Text;
using ParallelGen.Benchmarks.Peers.Racing;
using ParallelGen.Benchmarks.Peers.Rows;

namespace ParallelGen.Benchmarks.Peers.Reporting;

/// <summary>The race as a section of <c>docs/performance.md</c>, with a plot for each row that has one.</summary>
internal sealed class RacePage(IReadOnlyList<Row> rows, Results results, int rounds, IReadOnlyList<string> versions)
{
    private const string PageName = "docs/performance.md";
    private const string PlotFolder = "images/race";

    internal static string? Find() => ThisProgram.FindAbove(PageName);

    /// <summary>Writes plots and section, and returns the page's name.</summary>
    internal string Write(string page)
    {
        string folder = Path.Combine(Path.GetDirectoryName(page)!, PlotFolder);
        Directory.CreateDirectory(folder);
        List<string> plots = [];
        foreach (Row row in rows)
        {
            if (RowPlot.Draw(row, results) is not { } svg)
                continue;
            File.WriteAllText(Path.Combine(folder, $"{row.Name}.svg"), svg);
            plots.Add(row.Name);
        }
        PageSection.Replace(page, $"{Introduction()}\n\n{Table()}\n\n{Footnotes()}\n\n{Pictures(plots)}");
        return page;
    }

    private string Introduction() => $"""
        Measured on {Machine.Description}, with 2 workers everywhere, {DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}: the median of {rounds} rounds, in which everyone takes turns row by row, each measurement in a process of its own, by

        ```
        dotnet run -c Release --project benchmarks/Peers
        ```

        Peers: {string.Join(", ", versions)}, and hand-written .NET over a Unix socket (`BinaryWriter`) and over standard input and output (JSON lines). Absolute figures move with the machine; ratios come from the same rounds. A ratio above 1 means that ParallelGen is better, whether more or less is.
        """;

    private string Table()
    {
        var text = new StringBuilder();
        text.Append("| row | work | unit | ParallelGen | spread | best process peer | ratio | by hand, .NET | threads | limit | aim |\n");
        text.Append("|---|---|---|---:|---|---|---:|---|---|---:|---|\n");
        foreach (Line line in rows.Select(row => new Line(row, results)))
        {
            string aim = line.IsMet switch { true => $"{line.Aim} ✓", false => $"{line.Aim} ✗", null => line.Aim };
            text.Append(CultureInfo.InvariantCulture, $"| {line.Row.Name} | {line.Row.Work} | {line.Row.Unit} | **{line.Ours}** | {line.Spread} | {line.Rival} | {line.Ratio} | {line.HandWritten} | {line.Threads} | {line.Limit} | {aim} |\n");
        }
        return text.ToString().TrimEnd().Replace("****", "", StringComparison.Ordinal);
    }

    private string Footnotes()
    {
        IEnumerable<string> limits = rows.Where(row => row.LimitIs is not null).GroupBy(row => row.LimitIs).Select(group => $"{string.Join(", ", group.Select(row => row.Name))}: {group.Key}");
        return $"""
            - Where no process peer has a figure, the best of the others stands in its place.
            - `Pool-spawn` is Python's `Pool` with the start method that is safe in programs with threads; the others fork. piscina's workers are threads.
            - The peers in Python and Node make fewer calls in W2a, and fewer items in W2b where those go one by one: their rates do not depend on it, and 100,000 take some of them a minute.
            - W3 is twice the payload by the time from call to result: it travels there and back. W3-inplace is counted like the others, though its 64 MiB are copied once and only go there, so that what travels is half of the figure; its method looks at one byte of every page of 4 KiB.
            - W9: a peer that tells its caller in time and lets the core burn on is not counted.
            - Limits, measured once in C, or by starting an empty program, on 2 virtual cores, and not in this run: {string.Join("; ", limits)}.
            """;
    }

    private static string Pictures(IReadOnlyList<string> plots)
    {
        var text = new StringBuilder("Green is ParallelGen, blue are pools of processes, orange is .NET by hand, grey are threads. Each plot has a logarithmic scale of its own.\n\n| | |\n|---|---|\n");
        foreach (string[] pair in plots.Chunk(2))
            text.Append(CultureInfo.InvariantCulture, $"| {Picture(pair[0])} | {(pair.Length > 1 ? Picture(pair[1]) : "")} |\n");
        return text.ToString().TrimEnd();
    }

    private static string Picture(string row) => $"![{row}: {RaceRows.Get(row).Work.Replace("`", "", StringComparison.Ordinal)}]({PlotFolder}/{row}.svg)";
}
