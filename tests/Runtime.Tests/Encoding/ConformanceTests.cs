using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace ParallelGen.Tests.Encoding;

/// <summary>The vectors of kawanet/msgpack-test-suite: every form listed is read, and the shortest is what we write.</summary>
public sealed class ConformanceTests
{
    private static readonly JsonElement s_suite = JsonDocument.Parse(
        File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Encoding", "Data", "msgpack-test-suite.json"))).RootElement;

    [Fact]
    public void Nil() => Check("10.nil.yaml", 1, static vector => (static (ref WireWriter w) => w.WriteNil(), (ref WireReader r) => Assert.True(r.TryReadNil())));

    [Fact]
    public void Booleans() => Check("11.bool.yaml", 2, static vector =>
    {
        bool value = vector.GetProperty("bool").GetBoolean();
        return ((ref WireWriter w) => w.WriteBoolean(value), (ref WireReader r) => Assert.Equal(value, r.ReadBoolean()));
    });

    [Fact]
    public void Binaries() => Check("12.binary.yaml", 3, static vector =>
    {
        byte[] value = Wire.Hex(vector.GetProperty("binary").GetString()!);
        return ((ref WireWriter w) => w.WriteBytes(value), (ref WireReader r) => Assert.Equal(value, r.ReadBytes()));
    });

    [Theory]
    [InlineData("20.number-positive.yaml", 11)]
    [InlineData("21.number-negative.yaml", 8)]
    [InlineData("23.number-bignum.yaml", 9)]
    public void Integers(string group, int count) => Check(group, count, static vector =>
    {
        string digits = vector.TryGetProperty("bignum", out JsonElement large) ? large.GetString()! : vector.GetProperty("number").GetRawText();
        Int128 value = Int128.Parse(digits, CultureInfo.InvariantCulture);
        return ((ref WireWriter w) => WriteInteger(ref w, value), (ref WireReader r) => Assert.Equal(value, ReadNumber(ref r)));
    });

    [Fact]
    public void Floats() => Check("22.number-float.yaml", 2, static vector =>
    {
        double value = vector.GetProperty("number").GetDouble();
        return ((ref WireWriter w) => w.WriteSingle((float)value), (ref WireReader r) => Assert.Equal(value, r.ReadDouble()));
    });

    [Theory]
    [InlineData("30.string-ascii.yaml", 4)]
    [InlineData("31.string-utf8.yaml", 5)]
    [InlineData("32.string-emoji.yaml", 2)]
    public void Strings(string group, int count) => Check(group, count, static vector =>
    {
        string value = vector.GetProperty("string").GetString()!;
        return ((ref WireWriter w) => w.WriteString(value), (ref WireReader r) => Assert.Equal(value, r.ReadString()));
    });

    [Theory]
    [InlineData("40.array.yaml", 5, "array")]
    [InlineData("41.map.yaml", 3, "map")]
    [InlineData("42.nested.yaml", 4, null)]
    public void Collections(string group, int count, string? property) => Check(group, count, vector =>
    {
        JsonElement value = property is not null ? vector.GetProperty(property)
            : vector.TryGetProperty("array", out JsonElement array) ? array : vector.GetProperty("map");
        return ((ref WireWriter w) => WriteJson(ref w, value), (ref WireReader r) => ReadJson(ref r, value));
    });

    [Fact]
    public void Timestamps()
    {
        int inRange = 0;
        Check("50.timestamp.yaml", 19, vector =>
        {
            long seconds = vector.GetProperty("timestamp")[0].GetInt64();
            long nanoseconds = vector.GetProperty("timestamp")[1].GetInt64();
            BigInteger ticks = DateTime.UnixEpoch.Ticks + (BigInteger)seconds * TimeSpan.TicksPerSecond + nanoseconds / 100;
            if (ticks < 0 || ticks > DateTime.MaxValue.Ticks)
            {
                return (null, static (ref WireReader r) => r.ReadDateTime());
            }

            inRange++;
            DateTime value = new((long)ticks, DateTimeKind.Utc);
            WriteAction? write = nanoseconds % 100 == 0 ? (ref WireWriter w) => w.WriteDateTime(value) : null;
            return (write, (ref WireReader r) => Assert.Equal(value, r.ReadDateTime()));
        });
        Assert.True(inRange > 10);
    }

    // Extensions of other types are no values of ours: they are gone past, and nothing reads them.
    [Fact]
    public void Extensions() => Check("60.ext.yaml", 7, static vector => (null, static (ref WireReader r) => r.Skip()));

    private delegate void ReadCheck(ref WireReader reader);

    // A vector without a writer is one that we never write. A time that .NET has no type for may be an error too.
    private static void Check(string group, int count, Func<JsonElement, (WriteAction? Write, ReadCheck Read)> make)
    {
        JsonElement vectors = s_suite.GetProperty(group);
        Assert.Equal(count, vectors.GetArrayLength());
        foreach (JsonElement vector in vectors.EnumerateArray())
        {
            (WriteAction? write, ReadCheck read) = make(vector);
            byte[][] forms = [.. vector.GetProperty("msgpack").EnumerateArray().Select(static form => Wire.Hex(form.GetString()!))];
            Assert.NotEmpty(forms);
            if (write is not null)
            {
                // The suite lists float forms of whole numbers too; an integer is written as one.
                byte[] ours = Wire.Write(write);
                string kind = WireCode.Describe(ours[0]);
                byte[][] ofKind = [.. forms.Where(form => WireCode.Describe(form[0]) == kind)];
                int shortest = ofKind.Min(static form => form.Length);
                Assert.Contains(Convert.ToHexString(ours), ofKind.Where(form => form.Length == shortest).Select(Convert.ToHexString));
            }

            foreach (byte[] form in forms)
            {
                try
                {
                    Wire.ReadOne(form, (ref WireReader r) => Reads(ref r, read), static _ => { });
                }
                catch (CallSerializationException) when (write is null && group.Contains("timestamp", StringComparison.Ordinal))
                {
                    // Out of the range of DateTime.
                }
            }
        }
    }

    private static bool Reads(ref WireReader reader, ReadCheck read)
    {
        read(ref reader);
        return true;
    }

    private static void WriteInteger(ref WireWriter writer, Int128 value)
    {
        if (value < 0) writer.WriteInt64((long)value);
        else writer.WriteUInt64((ulong)value);
    }

    private static Int128 ReadNumber(ref WireReader reader)
    {
        byte code = reader.Peek();
        if (code is WireCode.Float32 or WireCode.Float64) return (Int128)reader.ReadDouble();
        return code is >= WireCode.UInt8 and <= WireCode.UInt64 ? reader.ReadUInt64() : reader.ReadInt64();
    }

    private static void WriteJson(ref WireWriter writer, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Array:
                writer.WriteArrayHeader(value.GetArrayLength());
                foreach (JsonElement element in value.EnumerateArray()) WriteJson(ref writer, element);
                break;
            case JsonValueKind.Object:
                writer.WriteMapHeader(value.EnumerateObject().Count());
                foreach (JsonProperty property in value.EnumerateObject())
                {
                    writer.WriteString(property.Name);
                    WriteJson(ref writer, property.Value);
                }

                break;
            case JsonValueKind.String:
                writer.WriteString(value.GetString());
                break;
            default:
                writer.WriteInt32(value.GetInt32());
                break;
        }
    }

    private static void ReadJson(ref WireReader reader, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Array:
                Assert.Equal(value.GetArrayLength(), reader.ReadArrayHeader());
                foreach (JsonElement element in value.EnumerateArray()) ReadJson(ref reader, element);
                break;
            case JsonValueKind.Object:
                Assert.Equal(value.EnumerateObject().Count(), reader.ReadMapHeader());
                foreach (JsonProperty property in value.EnumerateObject())
                {
                    Assert.Equal(property.Name, reader.ReadString());
                    ReadJson(ref reader, property.Value);
                }

                break;
            case JsonValueKind.String:
                Assert.Equal(value.GetString(), reader.ReadString());
                break;
            default:
                Assert.Equal(value.GetInt32(), reader.ReadInt32());
                break;
        }
    }
}
