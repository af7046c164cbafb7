using System.Runtime.CompilerServices;

namespace ParallelGen.Encoding;

// Dates and times.
public ref partial struct WireReader
{
    private const int MaxOffsetMinutes = 14 * 60;

    /// <summary>Reads a point in time: in UTC, or with its kind.</summary>
    /// <remarks>What a timestamp has below the 100 ns of a tick is cut off.</remarks>
    /// <exception cref="CallSerializationException">Something else is there, or a time that the type cannot hold.</exception>
    public DateTime ReadDateTime()
    {
        // Nearly all are seconds since 1970 in 4 bytes, or nanoseconds and seconds in 8.
        if (_span.Length - _position >= 10)
        {
            ref byte head = ref Require(10);
            const byte timestamp = unchecked((byte)WireExtension.Timestamp);
            if (Unsafe.Add(ref head, 1) == timestamp)
            {
                ulong content = BigEndian64(ref Unsafe.Add(ref head, 2));
                ulong nanoseconds = content >> 34;
                if (head == WireCode.FixExt4)
                {
                    _position += 6;
                    return new DateTime(DateTime.UnixEpoch.Ticks + (long)(content >> 32) * TimeSpan.TicksPerSecond, DateTimeKind.Utc);
                }

                if (head == WireCode.FixExt8 && nanoseconds <= 999_999_999)
                {
                    _position += 10;
                    long seconds = (long)(content & ((1UL << 34) - 1));
                    long ticks = seconds * TimeSpan.TicksPerSecond + (long)nanoseconds / TimeSpan.NanosecondsPerTick;
                    return new DateTime(DateTime.UnixEpoch.Ticks + ticks, DateTimeKind.Utc);
                }
            }
        }

        return ReadOtherDateTime();
    }

    /// <summary>Reads a point in time with its offset.</summary>
    /// <exception cref="CallSerializationException">Something else is there, or a time that the type cannot hold.</exception>
    public DateTimeOffset ReadDateTimeOffset()
    {
        ReadPairHeader();
        long start = Consumed;
        int bytes = ReadExtensionHeader(out sbyte type, "a timestamp");
        if (type != WireExtension.Timestamp) WireError.ThrowMalformed($"a timestamp was expected, an extension of type {type} is there", start);
        long ticks = ReadTimestamp(bytes, start);
        int minutes = ReadInt32();
        if (minutes is < -MaxOffsetMinutes or > MaxOffsetMinutes) WireError.ThrowMalformed($"an offset of {minutes} minutes is out of range", start);
        TimeSpan offset = new(minutes * TimeSpan.TicksPerMinute);
        if ((ulong)(ticks - offset.Ticks) > (ulong)DateTime.MaxValue.Ticks) WireError.ThrowMalformed("a date is out of range", start);
        return new DateTimeOffset(ticks, offset);
    }

    /// <summary>Reads a length of time.</summary>
    /// <exception cref="CallSerializationException">Something else is there.</exception>
    public TimeSpan ReadTimeSpan() => new(ReadInt64());

    /// <summary>Reads a date.</summary>
    /// <exception cref="CallSerializationException">Something else is there, or a date that the type cannot hold.</exception>
    public DateOnly ReadDateOnly()
    {
        long start = Consumed;
        int day = ReadInt32();
        if ((uint)day > (uint)DateOnly.MaxValue.DayNumber) WireError.ThrowMalformed($"the day number {day} is out of range", start);
        return DateOnly.FromDayNumber(day);
    }

    /// <summary>Reads a time of day.</summary>
    /// <exception cref="CallSerializationException">Something else is there, or a time that the type cannot hold.</exception>
    public TimeOnly ReadTimeOnly()
    {
        long start = Consumed;
        long ticks = ReadInt64();
        if ((ulong)ticks >= TimeSpan.TicksPerDay) WireError.ThrowMalformed($"{ticks} ticks are not a time of day", start);
        return new TimeOnly(ticks);
    }

    private DateTime ReadOtherDateTime()
    {
        long start = Consumed;
        int bytes = ReadExtensionHeader(out sbyte type, "a date");
        if (type == WireExtension.Timestamp) return new DateTime(ReadTimestamp(bytes, start), DateTimeKind.Utc);
        if (type != WireExtension.LocalDateTime || bytes != 8)
        {
            WireError.ThrowMalformed($"a date was expected, an extension of type {type} with {bytes} bytes is there", start);
        }

        long binary = (long)ReadBigEndian64(0, 8);
        try
        {
            return DateTime.FromBinary(binary);
        }
        catch (ArgumentException)
        {
            WireError.ThrowMalformed("a date is out of range", start);
            return default;
        }
    }

    // The content of a timestamp, in the ticks of a DateTime.
    private long ReadTimestamp(int bytes, long start)
    {
        const long minSeconds = -62_135_596_800;
        const long maxSeconds = 253_402_300_799;
        long seconds = 0;
        uint nanoseconds = 0;
        switch (bytes)
        {
            case 4:
                seconds = ReadBigEndian32(0, 4);
                break;
            case 8:
                ulong both = ReadBigEndian64(0, 8);
                seconds = (long)(both & ((1UL << 34) - 1));
                nanoseconds = (uint)(both >> 34);
                break;
            case 12:
                nanoseconds = ReadBigEndian32(0, 4);
                seconds = (long)ReadBigEndian64(0, 8);
                break;
            default:
                WireError.ThrowMalformed($"a timestamp of {bytes} bytes", start);
                break;
        }

        if (nanoseconds > 999_999_999 || seconds is < minSeconds or > maxSeconds) WireError.ThrowMalformed("a date is out of range", start);
        return DateTime.UnixEpoch.Ticks + seconds * TimeSpan.TicksPerSecond + nanoseconds / TimeSpan.NanosecondsPerTick;
    }
}
