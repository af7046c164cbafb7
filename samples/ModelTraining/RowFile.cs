using System.Globalization;

namespace ModelTraining;

/// <summary>Rows in a text file: numbers with commas between them, the target last.</summary>
internal static class RowFile
{
    internal static void Write(string path, Row[] rows) =>
        File.WriteAllLines(path, rows.Select(row => string.Join(',', row.Inputs.Append(row.Target).Select(number => number.ToString("R", CultureInfo.InvariantCulture)))));

    internal static Row[] Read(string path)
    {
        List<Row> rows = [];
        foreach (string line in File.ReadLines(path))
        {
            double[] numbers = [.. line.Split(',').Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
            rows.Add(new Row(numbers[..^1], numbers[^1]));
        }
        return [.. rows];
    }
}
