using System.Globalization;

namespace ParallelGen.Benchmarks.Peers.Reporting;

/// <summary>Numbers for people: three digits that matter.</summary>
internal static class Quantity
{
    internal static string Text(double value) => Math.Abs(value) switch
    {
        < 1000 when value == Math.Truncate(value) => Format(value, "0"),
        >= 100e6 => Format(value / 1e6, "0") + " M",
        >= 10e6 => Format(value / 1e6, "0.0") + " M",
        >= 1e6 => Format(value / 1e6, "0.00") + " M",
        >= 1e5 => Format(Math.Round(value / 1e3) * 1e3, "N0"),
        >= 1e4 => Format(Math.Round(value / 1e2) * 1e2, "N0"),
        >= 1e3 => Format(Math.Round(value / 10) * 10, "N0"),
        >= 100 => Format(value, "0"),
        >= 10 => Format(value, "0.0"),
        >= 1 => Format(value, "0.00"),
        _ => Format(value, "0.000"),
    };

    /// <summary>A number that stands in our tables: no more digits than it was given.</summary>
    internal static string Given(double value) => value >= 1e6 ? Format(value / 1e6, "0.###") + " M" : Format(value, "#,0.###");

    /// <summary>How many times better.</summary>
    internal static string Ratio(double? ratio) => ratio is { } value ? (value >= 100 ? Format(value, "N0") : value >= 10 ? Format(value, "0") : Format(value, "0.0#")) + "x" : "";

    private static string Format(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
