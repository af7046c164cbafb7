using System.Buffers;
using System.Collections;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ParallelGen.Tests.Encoding;

/// <summary>Classes of the framework that have a form of their own, and formats of others.</summary>
public sealed class FrameworkTests
{
    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("255.255.255.255")]
    [InlineData("::1")]
    [InlineData("fe80::1%4294967295")]
    [InlineData("::ffff:255.255.255.255")]
    public void An_address_comes_back(string text)
    {
        IPAddress address = IPAddress.Parse(text);
        Wire.RoundTrip(address, (ref WireWriter w) => w.WriteIPAddress(address), static (ref WireReader r) => r.ReadIPAddress());
        IPEndPoint end = new(address, 65535);
        Wire.RoundTrip(end, (ref WireWriter w) => w.WriteIPEndPoint(end), static (ref WireReader r) => r.ReadIPEndPoint());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(1000)]
    public void Bits_come_back(int length)
    {
        BitArray bits = new(length);
        for (int i = 0; i < length; i += 3) bits[i] = true;
        Wire.ReadOne(Wire.Write((ref WireWriter w) => w.WriteBitArray(bits)), static (ref WireReader r) => r.ReadBitArray(), actual => Assert.Equal(bits.Cast<bool>(), actual!.Cast<bool>()));
        Wire.ReadOne(Wire.Write((ref WireWriter w) => w.WriteBitList(bits)), static (ref WireReader r) => r.ReadBitList(), actual => Assert.Equal(bits.Cast<bool>(), actual!.Cast<bool>()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("de-DE")]
    [InlineData("zh-Hans-CN")]
    public void A_culture_comes_back(string name) => Wire.RoundTrip(
        CultureInfo.GetCultureInfo(name), (ref WireWriter w) => w.WriteCultureInfo(CultureInfo.GetCultureInfo(name)), static (ref WireReader r) => r.ReadCultureInfo());

    [Theory]
    [InlineData("null")]
    [InlineData(" {\"a\" : [1, 2.50, \"\\u00df\"], \"a\": true} ")]
    public void Json_keeps_its_text(string text)
    {
        using JsonDocument document = JsonDocument.Parse(text);
        Wire.ReadOne(Wire.Write((ref WireWriter w) => w.WriteJsonDocument(document)), static (ref WireReader r) => r.ReadJsonDocument(), actual => Assert.Equal(document.RootElement.GetRawText(), actual!.RootElement.GetRawText()));
        Wire.ReadOne(Wire.Write((ref WireWriter w) => w.WriteJsonElement(document.RootElement)), static (ref WireReader r) => r.ReadJsonElement(), actual => Assert.Equal(document.RootElement.GetRawText(), actual.GetRawText()));
    }

    [Fact]
    public void Deep_and_commented_json_comes_back()
    {
        string text = new string('[', 300) + "/* why */" + new string(']', 300);
        using JsonDocument document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 400, CommentHandling = JsonCommentHandling.Skip });
        Wire.ReadOne(Wire.Write((ref WireWriter w) => w.WriteJsonDocument(document)), static (ref WireReader r) => r.ReadJsonDocument(), actual => Assert.Equal(JsonValueKind.Array, actual!.RootElement.ValueKind));
    }

    [Fact]
    public void A_json_tree_comes_back()
    {
        JsonObject tree = new() { ["list"] = new JsonArray(1, null, "x"), ["b"] = true };
        Wire.ReadOne(Wire.Write((ref WireWriter w) => w.WriteJsonNode(tree)), static (ref WireReader r) => r.ReadJsonNode<JsonObject>(), actual => Assert.True(JsonNode.DeepEquals(tree, actual)));
        Wire.Fails(Wire.Write((ref WireWriter w) => w.WriteJsonNode(tree)), static (ref WireReader r) => r.ReadJsonNode<JsonArray>());
    }

    [Theory]
    [InlineData("A24142")] // no address
    [InlineData("92A33A3A3105")] // an array is no address
    public void What_is_no_address_is_an_error(string hex) => Wire.Fails(Wire.Hex(hex), static (ref WireReader r) => r.ReadIPAddress());

    [Theory]
    [InlineData("9203C0")] // bits that are not there
    [InlineData("9209C4010F")] // too few
    [InlineData("9201C4020F0F")] // too many
    [InlineData("92FFC400")] // a negative number
    public void Bits_that_do_not_fit_are_an_error(string hex) => Wire.Fails(Wire.Hex(hex), static (ref WireReader r) => r.ReadBitArray());

    [Theory]
    [InlineData("A17B")]
    [InlineData("A3312032")]
    [InlineData("A0")]
    [InlineData("A2FF31")]
    [InlineData("C40131")]
    public void What_is_no_json_is_an_error(string hex)
    {
        Wire.Fails(Wire.Hex(hex), static (ref WireReader r) => r.ReadJsonElement());
        Wire.Fails(Wire.Hex(hex), static (ref WireReader r) => r.ReadJsonNode<JsonNode>());
    }

    [Fact]
    public void Text_that_is_built_comes_back() => Wire.ReadOne(
        Wire.Write(static (ref WireWriter w) => w.WriteStringBuilder(new StringBuilder("a").Append('ß'))), static (ref WireReader r) => r.ReadStringBuilder(), static actual => Assert.Equal("aß", actual!.ToString()));

    [Theory]
    [InlineData(1)]
    [InlineData(5_000)]
    [InlineData(3_000_000)]
    public void A_formatter_gets_its_own_bytes(int length)
    {
        string value = new('x', length);
        Wire.RoundTrip(value, (ref WireWriter w) => w.WriteFormatted<PathFormatter, string>(value), static (ref WireReader r) => r.ReadFormatted<PathFormatter, string>());
    }

    [Fact]
    public void A_formatter_may_write_by_another()
    {
        byte[] bytes = Wire.Write(static (ref WireWriter w) => w.WriteFormatted<Doubling, string>("ab"));
        Assert.Equal(Wire.Hex("C404 61626162"), bytes);
    }

    [Fact]
    public void Encoding_allocates_nothing_after_the_first_time()
    {
        using PayloadBuffer buffer = new();
        string value = new('x', 100);
        Encode(buffer, value);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Encode(buffer, value);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Encode(PayloadBuffer buffer, string value)
    {
        buffer.Clear();
        WireWriter writer = new(buffer);
        writer.WriteFormatted<Copying, string>(value);
        writer.WriteIPAddress(IPAddress.Loopback);
        writer.WriteComparer(StringComparer.OrdinalIgnoreCase);
        writer.WriteRawValue(1.5);
        PayloadBuffer.Complete(ref writer);
    }

    private sealed class Copying : IWireFormatter<string>
    {
        public static void Write(IBufferWriter<byte> output, string value) => output.Advance(System.Text.Encoding.UTF8.GetBytes(value, output.GetSpan(value.Length)));

        public static string Read(in ReadOnlySequence<byte> input) => "";
    }

    private sealed class Doubling : IWireFormatter<string>
    {
        public static void Write(IBufferWriter<byte> output, string value)
        {
            using PayloadBuffer buffer = new();
            WireWriter inner = new(buffer);
            inner.WriteFormatted<PathFormatter, string>(value);
            PayloadBuffer.Complete(ref inner);
            byte[] bytes = Wire.Bytes(buffer);
            output.Write(bytes.AsSpan(2));
            output.Write(bytes.AsSpan(2));
        }

        public static string Read(in ReadOnlySequence<byte> input) => "";
    }
}
