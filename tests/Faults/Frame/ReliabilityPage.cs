using System.Globalization;
using System.Text;

namespace Faults.Tests.Frame;

/// <summary>Writes the figures of a full run into docs/reliability.md, behind those of the runs before it, of which two are kept.</summary>
internal static class ReliabilityPage
{
    private const string Begin = "<!-- figures: written by tests/Faults -->";
    private const string End = "<!-- figures: end -->";
    private const string Separator = " · ";
    private const int Runs = 3;

    public static void Write(IReadOnlyList<Figure> figures)
    {
        string page = Path.Combine(RepositoryFolder.Path, "docs", "reliability.md");
        string text = File.ReadAllText(page);
        int begin = text.IndexOf(Begin, StringComparison.Ordinal), end = text.IndexOf(End, StringComparison.Ordinal);
        if (begin < 0 || end < begin)
            throw new InvalidDataException($"{page} has no place for the figures: a line {Begin} and after it a line {End}.");
        File.WriteAllText(page, $"{text[..begin]}{Begin}\n\n{Table(figures, text[begin..end])}\n{text[end..]}");
    }

    private static string Table(IReadOnlyList<Figure> figures, string before)
    {
        Dictionary<string, string> earlier = before.Split('\n').Select(line => line.Split('|', StringSplitOptions.TrimEntries)).Where(cells => cells.Length == 6)
            .ToDictionary(cells => cells[1] + "|" + cells[2], cells => cells[4]);
        var table = new StringBuilder("| # | figure | promised | measured in the last three full runs |\n|---|---|---|---|\n");
        Row("", "seed", "", Seed.Value.ToString(CultureInfo.InvariantCulture));
        Row("", "date", "", DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        foreach (Figure figure in figures.OrderBy(figure => figure.Scenario))
            Row(figure.Scenario.ToString(CultureInfo.InvariantCulture), figure.Name, figure.Promised, figure.Measured);
        return table.ToString();

        void Row(string scenario, string name, string promised, string measured)
        {
            string[] old = earlier.TryGetValue(scenario + "|" + name, out string? cell) ? cell.Split(Separator) : [];
            table.Append(CultureInfo.InvariantCulture, $"| {scenario} | {name} | {promised} | {string.Join(Separator, old.TakeLast(Runs - 1).Append(measured))} |\n");
        }
    }
}
