using OxyPlot;
using OxyPlot.Annotations;
using OxyPlot.Axes;
using OxyPlot.Series;
using ParallelGen.Benchmarks.Peers.Contestants;
using ParallelGen.Benchmarks.Peers.Racing;
using ParallelGen.Benchmarks.Peers.Rows;

namespace ParallelGen.Benchmarks.Peers.Reporting;

/// <summary>One row as bars on a logarithmic scale, the best on top, with the limit as a line.</summary>
internal static class RowPlot
{
    private const double Width = 560;
    private const double HeightOfBar = 24;
    private const double HeightOfRest = 84;

    private static readonly OxyColor s_text = OxyColor.Parse("#2e3440");
    private static readonly OxyColor s_faint = OxyColor.Parse("#d8dee9");
    private static readonly OxyColor s_limit = OxyColor.Parse("#bf616a");

    /// <summary>The plot as SVG; null for a row in which there is nothing to compare.</summary>
    internal static string? Draw(Row row, Results results)
    {
        Standing[] standings = [.. row.BestFirst(results.Standings(row).Where(standing => standing.Median > 0), standing => standing.Median!.Value)];
        if (standings.Length < 2)
            return null;
        double[] all = [.. standings.Select(standing => standing.Median!.Value), .. row.Limit is { } known ? [known] : (double[])[]];
        // Room for the shortest bar to be seen, and for the number behind the longest.
        double lowest = all.Min() / 2.5;
        double highest = lowest * Math.Pow(all.Max() / lowest, 1.3);

        var model = new PlotModel
        {
            Title = $"{row.Name}: {row.Work.Replace("`", "", StringComparison.Ordinal)}",
            Subtitle = $"{row.Unit}, {(row.HigherIsBetter ? "more" : "less")} is better{(row.LimitIs is null ? "" : $"; line: {row.LimitIs}")}",
            TitleFontSize = 13,
            SubtitleFontSize = 11,
            TitleColor = s_text,
            SubtitleColor = s_text,
            TextColor = s_text,
            Background = OxyColors.White,
            PlotAreaBorderThickness = new OxyThickness(0),
            TitleHorizontalAlignment = TitleHorizontalAlignment.CenteredWithinView,
        };
        model.Axes.Add(Names(standings));
        model.Axes.Add(new LogarithmicAxis
        {
            Position = AxisPosition.Bottom,
            Minimum = lowest,
            Maximum = highest,
            MajorGridlineStyle = LineStyle.Solid,
            MajorGridlineColor = s_faint,
            TickStyle = TickStyle.None,
            LabelFormatter = Quantity.Given,
        });
        model.Series.Add(Bars(standings, lowest));
        for (int i = 0; i < standings.Length; i++)
            model.Annotations.Add(Number(standings[i].Median!.Value, i));
        if (row.Limit is { } limit)
            model.Annotations.Add(new LineAnnotation { Type = LineAnnotationType.Vertical, X = limit, Color = s_limit, StrokeThickness = 2, LineStyle = LineStyle.Dash });
        using var text = new MemoryStream();
        new SvgExporter { Width = Width, Height = HeightOfRest + HeightOfBar * standings.Length }.Export(model, text);
        return System.Text.Encoding.UTF8.GetString(text.ToArray());
    }

    private static CategoryAxis Names(Standing[] standings)
    {
        // The axis runs upwards; the best is on top.
        var axis = new CategoryAxis { Position = AxisPosition.Left, StartPosition = 1, EndPosition = 0, GapWidth = 0.35, TickStyle = TickStyle.None, AxislineStyle = LineStyle.Solid, AxislineColor = s_text };
        axis.Labels.AddRange(standings.Select(standing => standing.Contestant));
        return axis;
    }

    private static BarSeries Bars(Standing[] standings, double from)
    {
        var bars = new BarSeries { BaseValue = from, StrokeThickness = 0 };
        bars.Items.AddRange(standings.Select(standing => new BarItem(standing.Median!.Value) { Color = Colour(standing.Kind) }));
        return bars;
    }

    private static TextAnnotation Number(double value, int index) => new()
    {
        Text = Quantity.Text(value),
        TextPosition = new DataPoint(value, index),
        TextHorizontalAlignment = HorizontalAlignment.Left,
        TextVerticalAlignment = VerticalAlignment.Middle,
        Offset = new ScreenVector(6, 0),
        StrokeThickness = 0,
        TextColor = s_text,
        FontSize = 12,
    };

    private static OxyColor Colour(ContestantKind kind) => OxyColor.Parse(kind switch
    {
        ContestantKind.Ours => "#2f7d4f",
        ContestantKind.Process => "#5e81ac",
        ContestantKind.HandWritten => "#d08770",
        _ => "#b8c0cc",
    });
}
