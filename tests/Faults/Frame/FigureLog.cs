using System.Text.Json;

namespace Faults.Tests.Frame;

/// <summary>All figures of this run; also appended, one a line, to <c>artifacts/faults.jsonl</c>.</summary>
internal static class FigureLog
{
    private static readonly List<Figure> s_figures = [];

    public static IReadOnlyList<Figure> Figures
    {
        get
        {
            lock (s_figures)
                return [.. s_figures];
        }
    }

    public static void Add(Figure figure)
    {
        lock (s_figures)
        {
            s_figures.Add(figure);
            string folder = Directory.CreateDirectory(Path.Combine(RepositoryFolder.Path, "artifacts")).FullName;
            File.AppendAllText(Path.Combine(folder, "faults.jsonl"), JsonSerializer.Serialize(new { Seed = Seed.Value, TestScale.IsFull, figure.Scenario, figure.Name, figure.Promised, figure.Measured }) + "\n");
        }
    }
}
