using System.Numerics;
using System.Text;

namespace ParallelGen.Tests.Encoding;

public sealed class IntegerTests
{
    // Every edge at which a form or a type ends, and its neighbours.
    private static readonly Int128[] s_edges = [.. Edges().Distinct().Order()];

    private static IEnumerable<Int128> Edges()
    {
        foreach (int bits in new[] { 0, 5, 7, 8, 15, 16, 31, 32, 63, 64 })
        {
            for (int delta = -2; delta <= 2; delta++)
            {
                yield return (Int128.One << bits) + delta;
                yield return -(Int128.One << bits) + delta;
            }
        }
    }

    [Fact]
    public void Each_type_keeps_all_its_edges()
    {
        RoundTrips(static (ref WireWriter w, byte v) => w.WriteByte(v), static (ref WireReader r) => r.ReadByte());
        RoundTrips(static (ref WireWriter w, sbyte v) => w.WriteSByte(v), static (ref WireReader r) => r.ReadSByte());
        RoundTrips(static (ref WireWriter w, short v) => w.WriteInt16(v), static (ref WireReader r) => r.ReadInt16());
        RoundTrips(static (ref WireWriter w, ushort v) => w.WriteUInt16(v), static (ref WireReader r) => r.ReadUInt16());
        RoundTrips(static (ref WireWriter w, int v) => w.WriteInt32(v), static (ref WireReader r) => r.ReadInt32());
        RoundTrips(static (ref WireWriter w, uint v) => w.WriteUInt32(v), static (ref WireReader r) => r.ReadUInt32());
        RoundTrips(static (ref WireWriter w, long v) => w.WriteInt64(v), static (ref WireReader r) => r.ReadInt64());
        RoundTrips(static (ref WireWriter w, ulong v) => w.WriteUInt64(v), static (ref WireReader r) => r.ReadUInt64());
        RoundTrips(static (ref WireWriter w, nint v) => w.WriteIntPtr(v), static (ref WireReader r) => r.ReadIntPtr());
        RoundTrips(static (ref WireWriter w, nuint v) => w.WriteUIntPtr(v), static (ref WireReader r) => r.ReadUIntPtr());
        RoundTrips(static (ref WireWriter w, char v) => w.WriteChar(v), static (ref WireReader r) => r.ReadChar());
    }

    [Fact]
    public void The_smallest_form_is_written()
    {
        foreach (Int128 value in s_edges)
        {
            if (value >= long.MinValue && value <= long.MaxValue)
            {
                Assert.Equal(SmallestSize(value), Wire.Write((ref WireWriter w) => w.WriteInt64((long)value)).Length);
            }

            if (value >= 0 && value <= ulong.MaxValue)
            {
                Assert.Equal(SmallestSize(value), Wire.Write((ref WireWriter w) => w.WriteUInt64((ulong)value)).Length);
            }

            if (value >= int.MinValue && value <= int.MaxValue)
            {
                Assert.Equal(SmallestSize(value), Wire.Write((ref WireWriter w) => w.WriteInt32((int)value)).Length);
            }
        }
    }

    [Fact]
    public void Any_width_is_read_into_any_type_it_fits_in_and_no_other()
    {
        foreach (Int128 value in s_edges)
        {
            foreach (byte[] form in Forms(value))
            {
                FitsOrFails(form, value, static (ref WireReader r) => r.ReadByte());
                FitsOrFails(form, value, static (ref WireReader r) => r.ReadSByte());
                FitsOrFails(form, value, static (ref WireReader r) => r.ReadInt16());
                FitsOrFails(form, value, static (ref WireReader r) => r.ReadUInt16());
                FitsOrFails(form, value, static (ref WireReader r) => r.ReadInt32());
                FitsOrFails(form, value, static (ref WireReader r) => r.ReadUInt32());
                FitsOrFails(form, value, static (ref WireReader r) => r.ReadInt64());
                FitsOrFails(form, value, static (ref WireReader r) => r.ReadUInt64());
                FitsOrFails(form, value, static (ref WireReader r) => r.ReadIntPtr());
                FitsOrFails(form, value, static (ref WireReader r) => r.ReadUIntPtr());
                FitsOrFails(form, value, static (ref WireReader r) => r.ReadChar());
            }
        }
    }

    [Fact]
    public void A_rune_keeps_its_value()
    {
        foreach (int value in new[] { 0, 'a', 0x7F, 0x80, 0xD7FF, 0xE000, 0xFFFF, 0x10000, 0x1F37A, 0x10FFFF })
        {
            Rune rune = new(value);
            Wire.RoundTrip(rune, (ref WireWriter w) => w.WriteRune(rune), static (ref WireReader r) => r.ReadRune());
        }
    }

    [Theory]
    [InlineData(0xD800)]
    [InlineData(0xDFFF)]
    [InlineData(0x110000)]
    [InlineData(uint.MaxValue)]
    public void What_is_no_scalar_value_is_no_rune(uint value) =>
        Wire.Fails(Wire.Write((ref WireWriter w) => w.WriteUInt32(value)), static (ref WireReader r) => r.ReadRune());

    [Theory]
    [InlineData("C0")]
    [InlineData("C1")]
    [InlineData("C2")]
    [InlineData("A131")]
    [InlineData("9101")]
    [InlineData("CA00000000")]
    [InlineData("C40101")]
    [InlineData("D40101")]
    public void What_is_no_integer_is_an_error(string hex)
    {
        byte[] payload = Wire.Hex(hex);
        Wire.Fails(payload, static (ref WireReader r) => r.ReadInt32());
        Wire.Fails(payload, static (ref WireReader r) => r.ReadUInt32());
        Wire.Fails(payload, static (ref WireReader r) => r.ReadInt64());
        Wire.Fails(payload, static (ref WireReader r) => r.ReadUInt64());
    }

    private delegate void WriteValue<in T>(ref WireWriter writer, T value);

    private static void RoundTrips<T>(WriteValue<T> write, ReadAction<T> read)
        where T : struct, IBinaryInteger<T>, IMinMaxValue<T>
    {
        int tried = 0;
        foreach (Int128 edge in s_edges.Append(Int128.CreateChecked(T.MinValue)).Append(Int128.CreateChecked(T.MaxValue)))
        {
            if (edge < Int128.CreateChecked(T.MinValue) || edge > Int128.CreateChecked(T.MaxValue)) continue;
            T value = T.CreateChecked(edge);
            Wire.RoundTrip(value, (ref WireWriter w) => write(ref w, value), read);
            tried++;
        }

        Assert.True(tried > 10);
    }

    private static void FitsOrFails<T>(byte[] form, Int128 value, ReadAction<T> read)
        where T : struct, IBinaryInteger<T>, IMinMaxValue<T>
    {
        if (value < Int128.CreateChecked(T.MinValue) || value > Int128.CreateChecked(T.MaxValue))
        {
            WireReader reader = new(form);
            bool failed = false;
            try
            {
                read(ref reader);
            }
            catch (CallSerializationException)
            {
                failed = true;
            }

            Assert.True(failed, $"{value} was read as {typeof(T)}");
        }
        else
        {
            Wire.ReadOne(form, read, actual => Assert.Equal(value, Int128.CreateChecked(actual)));
        }
    }

    private static int SmallestSize(Int128 value) =>
        value >= -32 && value <= 127 ? 1
        : value >= sbyte.MinValue && value <= byte.MaxValue ? 2
        : value >= short.MinValue && value <= ushort.MaxValue ? 3
        : value >= int.MinValue && value <= uint.MaxValue ? 5
        : 9;

    // All MessagePack forms that can hold the value, made without our writer.
    private static IEnumerable<byte[]> Forms(Int128 value)
    {
        byte[] big = new byte[16];
        ((IBinaryInteger<Int128>)value).WriteBigEndian(big);
        if (value >= -32 && value <= 127) yield return [big[^1]];
        (byte Code, int Size, Int128 Min, Int128 Max)[] forms =
        [
            (0xCC, 1, 0, byte.MaxValue), (0xCD, 2, 0, ushort.MaxValue), (0xCE, 4, 0, uint.MaxValue), (0xCF, 8, 0, ulong.MaxValue),
            (0xD0, 1, sbyte.MinValue, sbyte.MaxValue), (0xD1, 2, short.MinValue, short.MaxValue), (0xD2, 4, int.MinValue, int.MaxValue),
            (0xD3, 8, long.MinValue, long.MaxValue),
        ];
        foreach ((byte code, int size, Int128 min, Int128 max) in forms)
        {
            if (value >= min && value <= max) yield return [code, .. big[^size..]];
        }
    }
}
