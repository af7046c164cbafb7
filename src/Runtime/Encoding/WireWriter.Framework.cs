using System.Collections;
using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ParallelGen.Encoding;

// Classes of the framework whose members are not their state.
public ref partial struct WireWriter
{
    // An IPv6 address with the number of its scope.
    private const int MaxAddressChars = 65;

    /// <summary>Writes text, as a string; nil for null.</summary>
    public void WriteStringBuilder(StringBuilder? value) => WriteString(value?.ToString());

    /// <summary>Writes a culture, as its name; nil for null.</summary>
    public void WriteCultureInfo(CultureInfo? value) => WriteString(value?.Name);

    /// <summary>Writes an address, as its text; nil for null.</summary>
    public void WriteIPAddress(IPAddress? value)
    {
        if (value is null)
        {
            WriteNil();
            return;
        }

        Span<byte> text = stackalloc byte[MaxAddressChars];
        value.TryFormat(text, out int written);
        WriteUtf8(text[..written]);
    }

    /// <summary>Writes an end point, as an array of address and port; nil for null.</summary>
    public void WriteIPEndPoint(IPEndPoint? value)
    {
        if (value is null)
        {
            WriteNil();
            return;
        }

        WriteArrayHeader(2);
        WriteIPAddress(value.Address);
        WriteInt32(value.Port);
    }

    /// <summary>Writes bits, as an array of their number and a binary, the first bit in the lowest place; nil for null.</summary>
    public void WriteBitArray(BitArray? value)
    {
        if (value is null)
        {
            WriteNil();
            return;
        }

        byte[] bits = new byte[(value.Length + 7) / 8];
        value.CopyTo(bits, 0);
        WriteArrayHeader(2);
        WriteInt32(value.Length);
        WriteBytes(bits);
    }

    /// <summary>Writes bits, as MessagePack-CSharp does: as an array of booleans; nil for null.</summary>
    public void WriteBitList(BitArray? value)
    {
        if (value is null)
        {
            WriteNil();
            return;
        }

        WriteArrayHeader(value.Length);
        for (int i = 0; i < value.Length; i++) WriteBoolean(value[i]);
    }

    /// <summary>Writes a JSON value, as its text; nil for one that is undefined.</summary>
    public void WriteJsonElement(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Undefined) WriteNil();
        else WriteUtf8(JsonMarshal.GetRawUtf8Value(value));
    }

    /// <summary>Writes a JSON document, as its text; nil for null.</summary>
    public void WriteJsonDocument(JsonDocument? value) => WriteJsonElement(value?.RootElement ?? default);

    /// <summary>Writes a JSON tree, as its text; nil for null.</summary>
    public void WriteJsonNode(JsonNode? value)
    {
        if (value is null)
        {
            WriteNil();
            return;
        }

        using FormatterOutput output = FormatterOutput.Rent();
        using (Utf8JsonWriter json = new(output, new JsonWriterOptions { MaxDepth = WireLimits.MaxDepth })) value.WriteTo(json);
        WriteUtf8(output.Written);
    }

    // A string that is UTF-8 already.
    private void WriteUtf8(scoped ReadOnlySpan<byte> text)
    {
        Advance(PutStringHeader(ref Reserve(5), text.Length));
        WriteBlock(text);
    }
}
