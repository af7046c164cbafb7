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
    private const char ByteOrderMark = '\uFEFF';
    private const double Width = 640;
    private const double HeightOfBar = 24;
    private const double HeightOfRest = 124;
    private const string Font = "Helvetica, Arial, sans-serif";

    // Room for names and titles in whatever font the reader has.
    private static readonly OxyThickness s_margins = new(150, 0, 40, 44);
    private static readonly OxyThickness s_padding = new(8, 18, 8, 8);

    private static readonly OxyColor s_text = OxyColor.Parse("#2e3440");
    private static readonly OxyColor s_faint = OxyColor.Parse("#d8dee9");
    private static readonly OxyColor s_limit = OxyColor.Parse("#bf616a");

    /// <summary>The plot as SVG; null for a row in which there is nothing to compare.</summary>
    internal static string? Draw(Row row, Results results)
    {
        IReadOnlyList<Standing> all = results.Standings(row);
        Standing[] withFigure = [.. row.BestFirst(all.Where(standing => standing.Median > 0), standing => standing.Median!.Value)];
        if (withFigure.Length < 2)
            return null;
        Standing[] standings = [.. withFigure, .. all.Where(standing => standing.Word is not null)];
        double[] figures = [.. withFigure.Select(standing => standing.Median!.Value), .. row.Limit is { } known ? [known] : (double[])[]];
        // Room for the shortest bar to be seen, and for the number behind the longest.
        double lowest = figures.Min() / 2.5;
        double highest = figures.Max() * Math.Pow(figures.Max() / lowest, 0.15);

        PlotModel model = Empty(row);
        model.Axes.Add(Names(standings));
        model.Axes.Add(Scale(row, lowest, highest));
        model.Series.Add(Bars(standings, lowest));
        for (int i = 0; i < standings.Length; i++)
            model.Annotations.Add(Label(standings[i], lowest, i));
        if (row.Limit is { } limit)
            model.Annotations.Add(new LineAnnotation { Type = LineAnnotationType.Vertical, X = limit, Color = s_limit, StrokeThickness = 2, LineStyle = LineStyle.Dash });
        using var svg = new MemoryStream();
        new SvgExporter { Width = Width, Height = HeightOfRest + HeightOfBar * standings.Length }.Export(model, svg);
        return System.Text.Encoding.UTF8.GetString(svg.ToArray()).TrimStart(ByteOrderMark);
    }

    private static PlotModel Empty(Row row) => new()
    {
        Title = row.Name,
        Subtitle = row.Work.Replace("`", "", StringComparison.Ordinal),
        DefaultFont = Font,
        TitleFontSize = 15,
        SubtitleFontSize = 12,
        TitlePadding = 14,
        TextColor = s_text,
        Background = OxyColors.White,
        PlotAreaBorderThickness = new OxyThickness(0),
        PlotMargins = s_margins,
        Padding = s_padding,
        TitleHorizontalAlignment = TitleHorizontalAlignment.CenteredWithinView,
    };

    private static LogarithmicAxis Scale(Row row, double lowest, double highest) => new()
    {
        Position = AxisPosition.Bottom,
        Title = $"{row.Unit}, {(row.HigherIsBetter ? "more" : "less")} is better{(row.LimitIs is null ? "" : $"; dashed: {row.LimitIs}")}",
        AxisTickToLabelDistance = 8,
        AxisTitleDistance = 10,
        Minimum = lowest,
        Maximum = highest,
        MajorGridlineStyle = LineStyle.Solid,
        MajorGridlineColor = s_faint,
        TickStyle = TickStyle.None,
        LabelFormatter = Quantity.Given,
    };

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
        bars.Items.AddRange(standings.Select(standing => new BarItem(standing.Median ?? from) { Color = Colour(standing.Kind) }));
        return bars;
    }

    private static TextAnnotation Label(Standing standing, double from, int index) => new()
    {
        Text = standing.Median is { } median ? Quantity.Text(median) : standing.Word,
        TextPosition = new DataPoint(standing.Median ?? from, index),
        TextHorizontalAlignment = HorizontalAlignment.Left,
        TextVerticalAlignment = VerticalAlignment.Middle,
        Offset = new ScreenVector(6, 0),
        StrokeThickness = 0,
        TextColor = s_text,
        FontWeight = standing.Kind == ContestantKind.Ours ? FontWeights.Bold : FontWeights.Normal,
    };

    private static OxyColor Colour(ContestantKind kind) => OxyColor.Parse(kind switch
    {
        ContestantKind.Ours => "#2f7d4f",
        ContestantKind.Process => "#5e81ac",
        ContestantKind.HandWritten => "#d08770",
        _ => "#b8c0cc",
    });
}
