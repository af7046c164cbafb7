using System.Runtime.CompilerServices;

namespace ParallelGen.Encoding;

// Dates and times.
public ref partial struct WireWriter
{
    /// <summary>Writes a point in time: as a timestamp in UTC, else with its kind.</summary>
    public void WriteDateTime(DateTime value)
    {
        if (value.Kind == DateTimeKind.Utc)
        {
            WriteTimestamp(value.Ticks);
            return;
        }

        ref byte start = ref Reserve(10);
        PutCode8(ref start, WireCode.FixExt8, unchecked((byte)WireExtension.LocalDateTime));
        Put(ref Unsafe.Add(ref start, 2), (ulong)value.ToBinary());
        Advance(10);
    }

    /// <summary>
    /// Writes a point in time with its offset, as an array of a timestamp and the offset's minutes. The timestamp has the clock's time,
    /// not that of UTC: the bytes are those of MessagePack-CSharp.
    /// </summary>
    public void WriteDateTimeOffset(DateTimeOffset value)
    {
        WriteArrayHeader(2);
        WriteTimestamp(value.Ticks);
        WriteInt32((int)(value.Offset.Ticks / TimeSpan.TicksPerMinute));
    }

    /// <summary>Writes a length of time, as its ticks.</summary>
    public void WriteTimeSpan(TimeSpan value) => WriteInt64(value.Ticks);

    /// <summary>Writes a date, as its day number.</summary>
    public void WriteDateOnly(DateOnly value) => WriteInt32(value.DayNumber);

    /// <summary>Writes a time of day, as its ticks.</summary>
    public void WriteTimeOnly(TimeOnly value) => WriteInt64(value.Ticks);

    private void WriteTimestamp(long ticks)
    {
        long sinceEpoch = ticks - DateTime.UnixEpoch.Ticks;
        (long seconds, long rest) = Math.DivRem(sinceEpoch, TimeSpan.TicksPerSecond);
        if (rest < 0)
        {
            seconds--;
            rest += TimeSpan.TicksPerSecond;
        }

        ulong nanoseconds = (ulong)rest * TimeSpan.NanosecondsPerTick;
        const byte type = unchecked((byte)WireExtension.Timestamp);
        ref byte start = ref Reserve(15);
        if (seconds is < 0 or >= 1L << 34)
        {
            start = WireCode.Ext8;
            PutCode8(ref Unsafe.Add(ref start, 1), 12, type);
            Put(ref Unsafe.Add(ref start, 3), (uint)nanoseconds);
            Put(ref Unsafe.Add(ref start, 7), (ulong)seconds);
            Advance(15);
        }
        else if (nanoseconds != 0 || seconds > uint.MaxValue)
        {
            PutCode8(ref start, WireCode.FixExt8, type);
            Put(ref Unsafe.Add(ref start, 2), nanoseconds << 34 | (ulong)seconds);
            Advance(10);
        }
        else
        {
            PutCode8(ref start, WireCode.FixExt4, type);
            Put(ref Unsafe.Add(ref start, 2), (uint)seconds);
            Advance(6);
        }
    }
}
