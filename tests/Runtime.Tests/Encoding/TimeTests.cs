namespace ParallelGen.Tests.Encoding;

public sealed class TimeTests
{
    private static readonly long[] s_ticks =
    [
        0, 1, DateTime.MaxValue.Ticks, DateTime.MaxValue.Ticks - 1, DateTime.UnixEpoch.Ticks, DateTime.UnixEpoch.Ticks - 1, DateTime.UnixEpoch.Ticks + 1,
        DateTime.UnixEpoch.Ticks + uint.MaxValue * TimeSpan.TicksPerSecond, DateTime.UnixEpoch.Ticks + (1L << 32) * TimeSpan.TicksPerSecond,
        DateTime.UnixEpoch.Ticks + ((1L << 34) - 1) * TimeSpan.TicksPerSecond, DateTime.UnixEpoch.Ticks + (1L << 34) * TimeSpan.TicksPerSecond,
        new DateTime(2026, 11, 22, 12, 34, 56, 789).Ticks,
    ];

    [Fact]
    public void A_date_keeps_its_ticks_and_kind()
    {
        foreach (long ticks in s_ticks)
        {
            foreach (DateTimeKind kind in Enum.GetValues<DateTimeKind>())
            {
                DateTime value = new(ticks, kind);
                Wire.ReadOne(Wire.Write((ref WireWriter w) => w.WriteDateTime(value)), static (ref WireReader r) => r.ReadDateTime(), actual =>
                {
                    Assert.Equal(value, actual);
                    Assert.Equal(kind, actual.Kind);
                });
            }
        }
    }

    [Theory]
    [InlineData(1970, 0, "D6FF00000000")]
    [InlineData(1970, 1, "D7FF0000019000000000")]
    [InlineData(2106, 0, "D6FFFFCEDD80")]
    [InlineData(2107, 0, "D7FF0000000101B01100")]
    [InlineData(1969, 0, "C70CFF00000000FFFFFFFFFE1ECC80")]
    [InlineData(1, 5, "C70CFF000001F4FFFFFFF1886E0900")]
    [InlineData(9999, 0, "C70CFF000000000000003AFE130E00")]
    public void A_timestamp_has_the_smallest_form(int year, int ticks, string hex)
    {
        DateTime value = new DateTime(year, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddTicks(ticks);
        Assert.Equal(hex, Convert.ToHexString(Wire.Write((ref WireWriter w) => w.WriteDateTime(value))));
    }

    [Fact]
    public void A_date_with_offset_keeps_both()
    {
        foreach (int minutes in new[] { 0, 1, -1, 60, 330, 840, -840, -128, 128 })
        {
            foreach (long ticks in s_ticks)
            {
                TimeSpan offset = TimeSpan.FromMinutes(minutes);
                if ((ulong)(ticks - offset.Ticks) > (ulong)DateTime.MaxValue.Ticks) continue;
                DateTimeOffset value = new(ticks, offset);
                Wire.ReadOne(
                    Wire.Write((ref WireWriter w) => w.WriteDateTimeOffset(value)),
                    static (ref WireReader r) => r.ReadDateTimeOffset(),
                    actual => Assert.True(value.EqualsExact(actual), $"{value:O} became {actual:O}"));
            }
        }
    }

    [Fact]
    public void A_date_with_offset_has_the_bytes_of_messagepack_csharp() =>
        Assert.Equal("92D6FF00000E103C", Convert.ToHexString(Wire.Write(static (ref WireWriter w) =>
            w.WriteDateTimeOffset(new DateTimeOffset(1970, 1, 1, 1, 0, 0, TimeSpan.FromHours(1))))));

    [Fact]
    public void Days_times_and_lengths_keep_their_value()
    {
        foreach (DateOnly value in new[] { DateOnly.MinValue, DateOnly.MaxValue, new DateOnly(2026, 11, 22) })
        {
            Wire.RoundTrip(value, (ref WireWriter w) => w.WriteDateOnly(value), static (ref WireReader r) => r.ReadDateOnly());
        }

        foreach (TimeOnly value in new[] { TimeOnly.MinValue, TimeOnly.MaxValue, new TimeOnly(12, 34, 56, 789) })
        {
            Wire.RoundTrip(value, (ref WireWriter w) => w.WriteTimeOnly(value), static (ref WireReader r) => r.ReadTimeOnly());
        }

        foreach (TimeSpan value in new[] { TimeSpan.MinValue, TimeSpan.MaxValue, TimeSpan.Zero, new TimeSpan(-1) })
        {
            Wire.RoundTrip(value, (ref WireWriter w) => w.WriteTimeSpan(value), static (ref WireReader r) => r.ReadTimeSpan());
        }
    }

    [Theory]
    [InlineData("FF")]
    [InlineData("CE0037B9DB")]
    public void A_day_out_of_range_is_an_error(string hex) => Wire.Fails(Wire.Hex(hex), static (ref WireReader r) => r.ReadDateOnly());

    [Theory]
    [InlineData("FF")]
    [InlineData("CF000000C92A69C000")]
    public void A_time_out_of_range_is_an_error(string hex) => Wire.Fails(Wire.Hex(hex), static (ref WireReader r) => r.ReadTimeOnly());

    [Theory]
    [InlineData("D7FFEE6B280000000000")]
    [InlineData("C70CFF3B9ACA000000000000000000")]
    [InlineData("C70CFF000000000000003AFFF44180")]
    [InlineData("C70CFF00000000FFFFFFF1886E08FF")]
    [InlineData("C70CFF00000000FFFFFFF000000000")]
    [InlineData("C70CFF000000008000000000000000")]
    [InlineData("D5FF0000")]
    [InlineData("C700FF")]
    [InlineData("D60200000000")]
    [InlineData("D7023FFFFFFFFFFFFFFF")]
    [InlineData("D70500000000000000FF")]
    [InlineData("00")]
    [InlineData("C0")]
    public void A_malformed_date_is_an_error(string hex) => Wire.Fails(Wire.Hex(hex), static (ref WireReader r) => r.ReadDateTime());

    [Theory]
    [InlineData("92D6FF00000000CD0349")]
    [InlineData("92D6FF00000000D1FCB7")]
    [InlineData("92C70CFF00000000FFFFFFF1886E090001")]
    [InlineData("92C70CFF000000000000003AFFF4417FFF")]
    [InlineData("92D702000000000000000000")]
    [InlineData("93D6FF000000000000")]
    [InlineData("D6FF00000000")]
    public void A_malformed_date_with_offset_is_an_error(string hex) => Wire.Fails(Wire.Hex(hex), static (ref WireReader r) => r.ReadDateTimeOffset());
}
