using System.Globalization;
using System.Numerics;

namespace ParallelGen.Tests.Encoding;

public sealed class ScalarTests
{
    [Theory]
    [InlineData(true, 0xC3)]
    [InlineData(false, 0xC2)]
    public void A_boolean_is_one_byte(bool value, byte code)
    {
        Assert.Equal([code], Wire.Write((ref WireWriter w) => w.WriteBoolean(value)));
        Wire.RoundTrip(value, (ref WireWriter w) => w.WriteBoolean(value), static (ref WireReader r) => r.ReadBoolean());
    }

    [Theory]
    [InlineData("C0")]
    [InlineData("C1")]
    [InlineData("C4")]
    [InlineData("00")]
    [InlineData("01")]
    public void What_is_no_boolean_is_an_error(string hex) => Wire.Fails(Wire.Hex(hex), static (ref WireReader r) => r.ReadBoolean());

    [Fact]
    public void A_double_keeps_its_bits()
    {
        ulong[] bits = [0, 1, 0x8000000000000000, 0x7FF0000000000000, 0xFFF0000000000000, 0x7FF8000000000001, 0xFFF8000000000000, 0x3FF0000000000001, 0x7FEFFFFFFFFFFFFF];
        foreach (ulong pattern in bits)
        {
            double value = BitConverter.UInt64BitsToDouble(pattern);
            Wire.ReadOne(
                Wire.Write((ref WireWriter w) => w.WriteDouble(value)),
                static (ref WireReader r) => r.ReadDouble(),
                actual => Assert.Equal(pattern, BitConverter.DoubleToUInt64Bits(actual)));
        }
    }

    [Fact]
    public void A_single_keeps_its_bits()
    {
        uint[] bits = [0, 1, 0x80000000, 0x7F800000, 0xFF800000, 0x7FC00001, 0xFFC00000, 0x3F800001, 0x7F7FFFFF];
        foreach (uint pattern in bits)
        {
            float value = BitConverter.UInt32BitsToSingle(pattern);
            Wire.ReadOne(
                Wire.Write((ref WireWriter w) => w.WriteSingle(value)),
                static (ref WireReader r) => r.ReadSingle(),
                actual => Assert.Equal(pattern, BitConverter.SingleToUInt32Bits(actual)));
        }
    }

    [Fact]
    public void Every_half_keeps_its_value()
    {
        for (int bits = 0; bits <= ushort.MaxValue; bits++)
        {
            Half value = BitConverter.UInt16BitsToHalf((ushort)bits);
            byte[] payload = Written(value);
            WireReader reader = new(payload);
            Half actual = reader.ReadHalf();
            if (Half.IsNaN(value)) Assert.True(Half.IsNaN(actual));
            else Assert.Equal(bits, BitConverter.HalfToUInt16Bits(actual));
        }

        static byte[] Written(Half value)
        {
            StingySink sink = new(more: 0);
            WireWriter writer = new(sink);
            writer.WriteHalf(value);
            writer.Finish();
            return sink.ToArray();
        }
    }

    [Fact]
    public void Numbers_of_other_kinds_are_read_where_nothing_is_lost()
    {
        Reads("CA3F000000", 0.5, static (ref WireReader r) => r.ReadDouble());
        Reads("05", 5.0, static (ref WireReader r) => r.ReadDouble());
        Reads("D3FFE0000000000000", -9007199254740992.0, static (ref WireReader r) => r.ReadDouble());
        Reads("CF8000000000000000", 9223372036854775808.0, static (ref WireReader r) => r.ReadDouble());
        Reads("CB3FE0000000000000", 0.5f, static (ref WireReader r) => r.ReadSingle());
        Reads("E0", -32f, static (ref WireReader r) => r.ReadSingle());
        Reads("CB3FE0000000000000", (Half)0.5, static (ref WireReader r) => r.ReadHalf());

        Wire.Fails(Wire.Hex("CF0020000000000001"), static (ref WireReader r) => r.ReadDouble());
        Wire.Fails(Wire.Hex("CFFFFFFFFFFFFFFFFF"), static (ref WireReader r) => r.ReadDouble());
        Wire.Fails(Wire.Hex("CB3FB999999999999A"), static (ref WireReader r) => r.ReadSingle());
        Wire.Fails(Wire.Hex("CE01000001"), static (ref WireReader r) => r.ReadSingle());
        Wire.Fails(Wire.Hex("CA477FF000"), static (ref WireReader r) => r.ReadHalf());
        Wire.Fails(Wire.Hex("A131"), static (ref WireReader r) => r.ReadDouble());
        Wire.Fails(Wire.Hex("C0"), static (ref WireReader r) => r.ReadSingle());
        Wire.Fails(Wire.Hex("C3"), static (ref WireReader r) => r.ReadHalf());
    }

    [Fact]
    public void A_decimal_keeps_its_value_and_scale()
    {
        decimal[] values = [0m, 1m, -1m, 1.00m, 0.1m, decimal.MaxValue, decimal.MinValue, 1e-28m, -1e-28m, 79228162514264337593543950.335m, -7.9228162514264337593543950335m, 0.0000000000000000000000000000m];
        foreach (decimal value in values)
        {
            Wire.ReadOne(
                Wire.Write((ref WireWriter w) => w.WriteDecimal(value)),
                static (ref WireReader r) => r.ReadDecimal(),
                actual => Assert.Equal(decimal.GetBits(value), decimal.GetBits(actual)));
        }

        CultureInfo culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Wire.RoundTrip(-1234.5m, static (ref WireWriter w) => w.WriteDecimal(-1234.5m), static (ref WireReader r) => r.ReadDecimal());
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("1,5")]
    [InlineData("1e5")]
    [InlineData(" 1")]
    [InlineData("79228162514264337593543950336")]
    [InlineData("000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000001")]
    public void What_is_no_decimal_is_an_error(string text) =>
        Wire.Fails(Wire.Write((ref WireWriter w) => w.WriteString(text)), static (ref WireReader r) => r.ReadDecimal());

    [Fact]
    public void A_guid_is_its_text()
    {
        foreach (Guid value in new[] { Guid.Empty, Guid.AllBitsSet, new Guid("01234567-89ab-cdef-fedc-ba9876543210") })
        {
            Assert.Equal([0xD9, 36, .. System.Text.Encoding.ASCII.GetBytes(value.ToString())], Wire.Write((ref WireWriter w) => w.WriteGuid(value)));
            Wire.RoundTrip(value, (ref WireWriter w) => w.WriteGuid(value), static (ref WireReader r) => r.ReadGuid());
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("01234567-89ab-cdef-fedc-ba987654321")]
    [InlineData("01234567-89ab-cdef-fedc-ba98765432100")]
    [InlineData("{1234567-89ab-cdef-fedc-ba987654321}")]
    [InlineData("01234567089ab0cdef0fedc0ba9876543210")]
    public void What_is_no_guid_is_an_error(string text) =>
        Wire.Fails(Wire.Write((ref WireWriter w) => w.WriteString(text)), static (ref WireReader r) => r.ReadGuid());

    [Fact]
    public void Large_integers_keep_their_value()
    {
        foreach (Int128 value in new[] { Int128.MinValue, Int128.MaxValue, Int128.Zero, Int128.NegativeOne, (Int128)ulong.MaxValue + 1 })
        {
            Wire.RoundTrip(value, (ref WireWriter w) => w.WriteInt128(value), static (ref WireReader r) => r.ReadInt128());
        }

        foreach (UInt128 value in new[] { UInt128.MinValue, UInt128.MaxValue, UInt128.One, (UInt128)ulong.MaxValue + 1 })
        {
            Wire.RoundTrip(value, (ref WireWriter w) => w.WriteUInt128(value), static (ref WireReader r) => r.ReadUInt128());
        }

        foreach (int shift in new[] { 0, 7, 8, 63, 64, 2039, 2040, 2048, 70_000 * 8, 2 * 1024 * 1024 * 8 })
        {
            foreach (int sign in new[] { -1, 1 })
            {
                BigInteger value = (BigInteger.One << shift) * sign;
                byte[] payload = Wire.Write((ref WireWriter w) => w.WriteBigInteger(value));
                Wire.Read(payload, static (ref WireReader r) => r.ReadBigInteger(), actual => Assert.True(value == actual));
            }
        }

        Wire.RoundTrip(BigInteger.Zero, static (ref WireWriter w) => w.WriteBigInteger(0), static (ref WireReader r) => r.ReadBigInteger());
        Wire.Fails(Wire.Hex("C40F000000000000000000000000000000"), static (ref WireReader r) => r.ReadInt128());
        Wire.Fails(Wire.Hex("01"), static (ref WireReader r) => r.ReadInt128());
        Wire.Fails(Wire.Hex("01"), static (ref WireReader r) => r.ReadBigInteger());
    }

    [Fact]
    public void Complex_index_and_range_keep_their_value()
    {
        Complex complex = new(1.5, double.NegativeInfinity);
        Wire.RoundTrip(complex, (ref WireWriter w) => w.WriteComplex(complex), static (ref WireReader r) => r.ReadComplex());
        foreach (Index index in new[] { Index.Start, Index.End, new Index(5), ^5, new Index(int.MaxValue), new Index(int.MaxValue, fromEnd: true) })
        {
            Wire.RoundTrip(index, (ref WireWriter w) => w.WriteIndex(index), static (ref WireReader r) => r.ReadIndex());
            Range range = index..^1;
            Wire.RoundTrip(range, (ref WireWriter w) => w.WriteRange(range), static (ref WireReader r) => r.ReadRange());
        }

        Wire.Fails(Wire.Hex("93000000"), static (ref WireReader r) => r.ReadRange());
        Wire.Fails(Wire.Hex("91CB3FE0000000000000"), static (ref WireReader r) => r.ReadComplex());
        Wire.Fails(Wire.Hex("CE80000000"), static (ref WireReader r) => r.ReadIndex());
    }

    private static void Reads<T>(string hex, T expected, ReadAction<T> read) => Wire.ReadOne(Wire.Hex(hex), read, actual => Assert.Equal(expected, actual));
}
