using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Sylvan.Data.Csv;

namespace DataProcessing;

/// <summary>Trips as lines of a CSV file.</summary>
internal static class TripFormat
{
    private const int LongestLine = 128;

    private static readonly DateTime s_year = new(2025, 1, 1, 0, 0, 0, DateTimeKind.Unspecified);

    private static readonly CsvDataReaderOptions s_options = new() { HasHeaders = false, BufferSize = 1 << 16, Culture = CultureInfo.InvariantCulture };

    internal static ReadOnlySpan<byte> Header => "pickup,zone,passengers,payment,miles,fare,tip\n"u8;

    internal static byte[] Write(TripMaker trips, int count)
    {
        using MemoryStream lines = new(count * LongestLine / 2);
        Span<byte> line = stackalloc byte[LongestLine];
        for (int index = 0; index < count; index++)
        {
            Trip trip = trips.Next();
            string payment = trip.Payment == Payment.Card ? "card" : "cash";
            Utf8.TryWrite(
                line,
                CultureInfo.InvariantCulture,
                $"{s_year.AddMinutes(trip.Minute):s},{trip.Zone},{trip.Passengers},{payment},{trip.Distance / 100m:F2},{trip.Fare / 100m:F2},{trip.Tip / 100m:F2}\n",
                out int length);
            lines.Write(line[..length]);
        }
        return lines.ToArray();
    }

    internal static int Read(ArraySegment<byte> lines, Span<Trip> trips)
    {
        using MemoryStream stream = new(lines.Array!, lines.Offset, lines.Count);
        return Read(stream, trips);
    }

    /// <summary>Reads lines, without a header, until they end.</summary>
    /// <returns>How many there were.</returns>
    /// <exception cref="InvalidDataException">There are more lines than places.</exception>
    internal static int Read(Stream lines, Span<Trip> trips)
    {
        using CsvDataReader reader = CsvDataReader.Create(new StreamReader(lines, Encoding.ASCII), s_options);
        int count = 0;
        while (reader.Read())
        {
            if (count == trips.Length)
                throw new InvalidDataException($"There are more than {trips.Length:N0} lines.");
            trips[count++] = new Trip(
                (int)(reader.GetDateTime(0) - s_year).TotalMinutes,
                reader.GetInt16(1),
                reader.GetByte(2),
                reader.GetFieldSpan(3).SequenceEqual("card") ? Payment.Card : Payment.Cash,
                (int)(reader.GetDecimal(4) * 100),
                (int)(reader.GetDecimal(5) * 100),
                (int)(reader.GetDecimal(6) * 100));
        }
        return count;
    }
}
