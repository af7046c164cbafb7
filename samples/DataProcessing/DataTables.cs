using Samples;
using Spectre.Console;

namespace DataProcessing;

/// <summary>What is in the file, and how long it took to know.</summary>
internal static class DataTables
{
    internal static void Write(IReadOnlyList<Measurement<DataResult>> measurements, int rows, int top)
    {
        WriteZones(measurements[0].Result.Groups, top);
        SpeedTable.Write(
            measurements,
            "Rows",
            rows,
            ("To load, s", result => $"{result.Loading.TotalSeconds:F2}"),
            ("To group, s", result => $"{result.Grouping.TotalSeconds:F3}"));
    }

    private static void WriteZones(GroupSums[] groups, int top)
    {
        Table table = new() { Title = new TableTitle($"The {top} zones with most money") };
        foreach (string column in (string[])["Zone", "Trips", "Fares", "Mean fare", "Mean miles", "Tips, %", "Busiest hour"])
            table.AddColumn(new TableColumn(column).RightAligned());
        var zones = groups.Chunk(Groups.Hours)
            .Select((hours, zone) => (Zone: zone, Busiest: Busiest(hours), Sums: Total(hours)))
            .Where(zone => zone.Sums.Trips > 0)
            .OrderByDescending(zone => zone.Sums.Fare)
            .Take(top);
        foreach ((int zone, int busiest, GroupSums sums) in zones)
        {
            table.AddRow(
                $"{zone}",
                $"{sums.Trips:N0}",
                $"{sums.Fare / 100:N0}",
                $"{sums.Fare / 100.0 / sums.Trips:F2}",
                $"{sums.Distance / 100.0 / sums.Trips:F2}",
                $"{100.0 * sums.Tip / sums.Fare:F1}",
                $"{busiest}:00");
        }
        AnsiConsole.Write(table);
    }

    private static int Busiest(GroupSums[] hours) => Enumerable.Range(0, hours.Length).MaxBy(hour => hours[hour].Trips);

    private static GroupSums Total(GroupSums[] hours)
    {
        GroupSums total = default;
        foreach (GroupSums hour in hours)
            total.Add(hour);
        return total;
    }
}
