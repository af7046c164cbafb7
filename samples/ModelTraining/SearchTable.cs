using Spectre.Console;

namespace ModelTraining;

/// <summary>The error of every candidate, the best in bold.</summary>
internal static class SearchTable
{
    internal static void Write(SearchResult result)
    {
        Table table = new() { Title = new TableTitle("Error by cross-validation") };
        table.AddColumn("gamma");
        double[] lambdas = [.. result.Candidates.Select(candidate => candidate.Lambda).Distinct()];
        foreach (double lambda in lambdas)
            table.AddColumn(new TableColumn($"lambda {lambda:G2}").RightAligned());
        foreach (double gamma in result.Candidates.Select(candidate => candidate.Gamma).Distinct())
            table.AddRow([new Text($"{gamma:G2}"), .. lambdas.Select(lambda => Cell(result, new Candidate(gamma, lambda)))]);
        AnsiConsole.Write(table);
    }

    private static Text Cell(SearchResult result, Candidate candidate)
    {
        bool isBest = candidate == result.Best;
        return new Text($"{(isBest ? "* " : "")}{result[candidate]:F3}", new Style(decoration: isBest ? Decoration.Bold : Decoration.None)).RightJustified();
    }
}
