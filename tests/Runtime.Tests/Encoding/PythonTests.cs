using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using System.Text;

namespace ParallelGen.Tests.Encoding;

/// <summary>Our bytes read by an independent implementation, and its bytes read by us: Debian's python3-msgpack, started once.</summary>
public sealed class PythonTests
{
    private const string Python = "/usr/bin/python3";

    private static readonly (string Name, WriteAction Write, string Text)[] s_values = [.. Values()];

    private static readonly Lazy<(Dictionary<string, string> Decoded, Dictionary<string, byte[]> Packed)> s_exchange = new(Exchange);

    [Fact]
    public void Python_reads_what_we_write()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The package is Debian's.");
        Dictionary<string, string> decoded = s_exchange.Value.Decoded;
        foreach ((string name, _, string text) in s_values)
        {
            Assert.True(decoded[name] == text, $"{name}: python read {decoded[name]} instead of {text}");
        }

        Assert.Equal(s_values.Length, decoded.Count);
    }

    [Fact]
    public void We_read_what_python_writes()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The package is Debian's.");
        Dictionary<string, byte[]> packed = s_exchange.Value.Packed;
        Reads("nil", true, static (ref WireReader r) => r.TryReadNil());
        Reads("true", true, static (ref WireReader r) => r.ReadBoolean());
        Reads("false", false, static (ref WireReader r) => r.ReadBoolean());
        Reads("int 0", (byte)0, static (ref WireReader r) => r.ReadByte());
        Reads("int 127", (sbyte)127, static (ref WireReader r) => r.ReadSByte());
        Reads("int 128", (short)128, static (ref WireReader r) => r.ReadInt16());
        Reads("int -32", (sbyte)-32, static (ref WireReader r) => r.ReadSByte());
        Reads("int -33", -33, static (ref WireReader r) => r.ReadInt32());
        Reads("int 65536", 65536u, static (ref WireReader r) => r.ReadUInt32());
        Reads("int -9223372036854775808", long.MinValue, static (ref WireReader r) => r.ReadInt64());
        Reads("int 18446744073709551615", ulong.MaxValue, static (ref WireReader r) => r.ReadUInt64());
        Reads("double", 0.1, static (ref WireReader r) => r.ReadDouble());
        Reads("string", "Zażółć 🍺", static (ref WireReader r) => r.ReadString());
        foreach (int length in new[] { 31, 32, 256, 65536 })
        {
            Reads("string " + length.ToString(CultureInfo.InvariantCulture), new string('x', length), static (ref WireReader r) => r.ReadString());
        }

        Reads("bytes", [.. Enumerable.Range(0, 256).Select(static i => (byte)i)], static (ref WireReader r) => r.ReadBytes());
        Reads("array", [.. Enumerable.Range(0, 1000)], static (ref WireReader r) => ReadInts(ref r));
        Reads("map", "a1b2", static (ref WireReader r) => ReadMap(ref r));
        Reads("time", new DateTime(2026, 11, 22, 12, 34, 56, 789, DateTimeKind.Utc), static (ref WireReader r) => r.ReadDateTime());
        Reads("time before 1970", DateTime.MinValue, static (ref WireReader r) => r.ReadDateTime());
        Reads("nested", true, static (ref WireReader r) =>
        {
            r.Skip();
            return r.End;
        });
        Reads("raw", [1, -2, 3], static (ref WireReader r) => r.ReadRaw<int>());
        Assert.Equal(24, packed.Count);

        void Reads<T>(string name, T expected, ReadAction<T> read) => Wire.ReadOne(packed[name], read, actual => Assert.Equal(expected, actual));
    }

    private static int[] ReadInts(ref WireReader reader)
    {
        int[] values = new int[reader.ReadArrayHeader()];
        for (int i = 0; i < values.Length; i++) values[i] = reader.ReadInt32();
        return values;
    }

    private static string ReadMap(ref WireReader reader)
    {
        StringBuilder text = new();
        for (int count = reader.ReadMapHeader(); count > 0; count--) text.Append(reader.ReadString()).Append(reader.ReadInt32());
        return text.ToString();
    }

    private static IEnumerable<(string Name, WriteAction Write, string Text)> Values()
    {
        yield return ("nil", static (ref WireWriter w) => w.WriteNil(), "null");
        yield return ("true", static (ref WireWriter w) => w.WriteBoolean(true), "true");
        yield return ("false", static (ref WireWriter w) => w.WriteBoolean(false), "false");
        foreach (int bits in new[] { 0, 4, 5, 6, 7, 8, 9, 15, 16, 17, 31, 32, 33, 62 })
        {
            foreach (long value in new[] { (1L << bits) - 1, 1L << bits, -(1L << bits), -(1L << bits) - 1 })
            {
                string digits = value.ToString(CultureInfo.InvariantCulture);
                yield return ($"int64 {digits} of {bits} bits", (ref WireWriter w) => w.WriteInt64(value), digits);
            }
        }

        yield return ("int64 min", static (ref WireWriter w) => w.WriteInt64(long.MinValue), "-9223372036854775808");
        yield return ("uint64 max", static (ref WireWriter w) => w.WriteUInt64(ulong.MaxValue), "18446744073709551615");
        yield return ("char", static (ref WireWriter w) => w.WriteChar('x'), "120");
        yield return ("rune", static (ref WireWriter w) => w.WriteRune(new Rune(0x1F37A)), "127866");
        yield return ("index", static (ref WireWriter w) => w.WriteIndex(^3), "-4");
        yield return ("range", static (ref WireWriter w) => w.WriteRange(1..^0), "[1,-1]");
        foreach (double value in new[] { 0.0, -0.0, 0.1, double.MaxValue, double.Epsilon, double.NegativeInfinity })
        {
            string bits = "float:" + BitConverter.DoubleToUInt64Bits(value).ToString("x16", CultureInfo.InvariantCulture);
            yield return ("double " + bits, (ref WireWriter w) => w.WriteDouble(value), bits);
        }

        yield return ("single", static (ref WireWriter w) => w.WriteSingle(1.5f), "float:3ff8000000000000");
        yield return ("half", static (ref WireWriter w) => w.WriteHalf((Half)1.5), "float:3ff8000000000000");
        yield return ("complex", static (ref WireWriter w) => w.WriteComplex(new Complex(1.5, 0)), "[float:3ff8000000000000,float:0000000000000000]");
        yield return ("decimal", static (ref WireWriter w) => w.WriteDecimal(-12.50m), "\"-12.50\"");
        yield return ("guid", static (ref WireWriter w) => w.WriteGuid(Guid.Empty), "\"00000000-0000-0000-0000-000000000000\"");
        yield return ("version", static (ref WireWriter w) => w.WriteVersion(new Version(1, 2, 3)), "\"1.2.3\"");
        yield return ("uri", static (ref WireWriter w) => w.WriteUri(new Uri("http://a/b")), "\"http://a/b\"");
        yield return ("int128", static (ref WireWriter w) => w.WriteInt128(-2), "bin:feffffffffffffffffffffffffffffff");
        yield return ("biginteger", static (ref WireWriter w) => w.WriteBigInteger(256), "bin:0001");
        foreach (int length in new[] { 0, 1, 10, 11, 31, 32, 85, 86, 255, 256, 21846, 65535, 65536 })
        {
            foreach (string letter in new[] { "x", "é", "ひ", "🍺" })
            {
                string value = string.Concat(Enumerable.Repeat(letter, length));
                yield return ($"{length} times {(int)letter[0]}", (ref WireWriter w) => w.WriteString(value), PythonText(value));
            }
        }

        foreach (int length in new[] { 0, 1, 255, 256, 65535, 65536 })
        {
            byte[] value = new byte[length];
            yield return ($"binary of {length}", (ref WireWriter w) => w.WriteBytes(value), "bin:" + Convert.ToHexStringLower(value));
        }

        yield return ("bools", static (ref WireWriter w) => w.WriteRaw(new[] { true, false }), "ext:1:000100");
        yield return ("ints", static (ref WireWriter w) => w.WriteRaw(new[] { 1, -1 }), "ext:1:040000000001000000ffffffff");
        yield return ("lone surrogate", static (ref WireWriter w) => w.WriteString("\uD800"), "ext:4:00d8");
        yield return ("unspecified date", static (ref WireWriter w) => w.WriteDateTime(new DateTime(1970, 1, 1).AddTicks(1)), "ext:2:089f7ff5f7b58001");
        yield return ("utc", static (ref WireWriter w) => w.WriteDateTime(new DateTime(2026, 11, 22, 12, 34, 56, DateTimeKind.Utc).AddTicks(1)), "time:1795350896.000000100");
        yield return ("utc, first", static (ref WireWriter w) => w.WriteDateTime(DateTime.SpecifyKind(DateTime.MinValue, DateTimeKind.Utc)), "time:-62135596800.000000000");
        yield return ("utc, last", static (ref WireWriter w) => w.WriteDateTime(DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc)), "time:253402300799.999999900");
        yield return ("date with offset", static (ref WireWriter w) => w.WriteDateTimeOffset(new DateTimeOffset(1970, 1, 1, 0, 0, 1, TimeSpan.FromHours(-8))), "[time:1.000000000,-480]");
        yield return ("day", static (ref WireWriter w) => w.WriteDateOnly(DateOnly.MaxValue), "3652058");
        yield return ("time", static (ref WireWriter w) => w.WriteTimeOnly(TimeOnly.MaxValue), "863999999999");
        yield return ("length of time", static (ref WireWriter w) => w.WriteTimeSpan(TimeSpan.FromSeconds(-1)), "-10000000");
        yield return ("culture", static (ref WireWriter w) => w.WriteCultureInfo(CultureInfo.GetCultureInfo("de-DE")), "\"de-DE\"");
        yield return ("address", static (ref WireWriter w) => w.WriteIPAddress(System.Net.IPAddress.Loopback), "\"127.0.0.1\"");
        yield return ("end point", static (ref WireWriter w) => w.WriteIPEndPoint(new(System.Net.IPAddress.IPv6Loopback, 80)), "[\"::1\",80]");
        yield return ("bits", static (ref WireWriter w) => w.WriteBitArray(new(new[] { true, false, true })), "[3,bin:05]");
        yield return ("list of bits", static (ref WireWriter w) => w.WriteBitList(new(new[] { true, false })), "[true,false]");
        yield return ("json", static (ref WireWriter w) => w.WriteJsonElement(System.Text.Json.JsonDocument.Parse("[1, 2]").RootElement), "\"[1, 2]\"");
        yield return ("json tree", static (ref WireWriter w) => w.WriteJsonNode(new System.Text.Json.Nodes.JsonArray(1, 2)), "\"[1,2]\"");
        yield return ("json that is undefined", static (ref WireWriter w) => w.WriteJsonElement(default), "null");
        yield return ("struct", static (ref WireWriter w) => w.WriteRawValue(new System.Numerics.Vector2(1, 2)), "ext:1:04000000000000803f00000040");
        yield return ("formatted", static (ref WireWriter w) => w.WriteFormatted<PathFormatter, string>("/a"), "bin:2f61");
        yield return ("comparer", static (ref WireWriter w) =>
        {
            w.WriteComparer(StringComparer.OrdinalIgnoreCase);
            w.WriteArrayHeader(0);
        }, "[ext:5:02,[]]");
        foreach (int count in new[] { 0, 15, 16, 65535, 65536 })
        {
            yield return ($"array of {count}", (ref WireWriter w) =>
            {
                w.WriteArrayHeader(count);
                for (int i = 0; i < count; i++) w.WriteInt32(7);
            }, $"[{string.Join(',', Enumerable.Repeat("7", count))}]");
            yield return ($"map of {count}", (ref WireWriter w) =>
            {
                w.WriteMapHeader(count);
                for (int i = 0; i < count; i++)
                {
                    w.WriteInt32(i);
                    w.WriteNil();
                }
            }, $"{{{string.Join(',', Enumerable.Range(0, count).Select(static i => $"{i}:null"))}}}");
        }
    }

    // As python's json.dumps gives it: what is not ASCII is escaped by UTF-16 code units.
    private static string PythonText(string value)
    {
        StringBuilder text = new("\"");
        foreach (char unit in value)
        {
            if (unit < 0x80) text.Append(unit);
            else text.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}");
        }

        return text.Append('"').ToString();
    }

    private static (Dictionary<string, string> Decoded, Dictionary<string, byte[]> Packed) Exchange()
    {
        StringBuilder input = new();
        foreach ((string name, WriteAction write, _) in s_values)
        {
            input.Append(name).Append('\t').Append(Convert.ToHexStringLower(Wire.Write(write))).Append('\n');
        }

        string[] lines = Run(input.ToString()).Split('\n');
        int middle = Array.IndexOf(lines, "");
        return (
            lines[..middle].Select(static line => line.Split('\t')).ToDictionary(static parts => parts[0], static parts => parts[1]),
            lines[(middle + 1)..^1].Select(static line => line.Split('\t')).ToDictionary(
                static parts => parts[0], static parts => Convert.FromHexString(parts[1])));
    }

    // On a machine with the SDK alone the tests pass without it; where changes are judged they must run.
    private static void IsMissing()
    {
        const string remedy = "python3-msgpack is missing: apt-get install python3-msgpack";
        Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", remedy);
        Assert.Fail(remedy);
    }

    private static string Run(string input)
    {
        if (!File.Exists(Python)) IsMissing();
        ProcessStartInfo start = new(Python)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = System.Text.Encoding.UTF8,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Encoding", "cross_check.py"));
        start.Environment["PYTHONIOENCODING"] = "utf-8";
        using Process python = Process.Start(start)!;

        // All three at once: a full pipe would stop python, and with it us.
        Task<string> output = python.StandardOutput.ReadToEndAsync();
        Task<string> error = python.StandardError.ReadToEndAsync();
        try
        {
            python.StandardInput.Write(input);
            python.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended before it read all: its exit code says why.
        }

        python.WaitForExit();
        string problem = error.GetAwaiter().GetResult();
        if (problem.Contains("No module named 'msgpack'", StringComparison.Ordinal)) IsMissing();
        Assert.True(python.ExitCode == 0, problem);
        return output.GetAwaiter().GetResult();
    }
}
