using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ParallelGen.Encoding;

// Classes of the framework whose members are not their state.
public ref partial struct WireReader
{
    private static readonly JsonReaderOptions s_json = new()
    {
        // What a document was parsed with is not known here; its text may have what it allowed.
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
        MaxDepth = WireLimits.MaxDepth,
    };

    /// <summary>Reads text; null for nil.</summary>
    /// <exception cref="CallSerializationException">Something else is there.</exception>
    public StringBuilder? ReadStringBuilder() => ReadString() is { } text ? new StringBuilder(text) : null;

    /// <summary>Reads a culture; null for nil.</summary>
    /// <exception cref="CallSerializationException">Something else is there, or a culture that this machine does not know.</exception>
    public CultureInfo? ReadCultureInfo()
    {
        long start = Consumed;
        string? name = ReadString();
        try
        {
            return name is null ? null : CultureInfo.GetCultureInfo(name);
        }
        catch (CultureNotFoundException)
        {
            WireError.ThrowMalformed("a string is not a culture", start);
            return null;
        }
    }

    /// <summary>Reads an address; null for nil.</summary>
    /// <exception cref="CallSerializationException">Something else is there.</exception>
    public IPAddress? ReadIPAddress()
    {
        if (TryReadNil()) return null;
        long start = Consumed;
        ReadOnlySpan<byte> text = ReadToken("an address");
        Span<char> chars = stackalloc char[MaxTokenBytes];
        int length = System.Text.Encoding.UTF8.GetChars(text, chars);
        if (!IPAddress.TryParse(chars[..length], out IPAddress? value)) WireError.ThrowMalformed("a string is not an address", start);
        return value;
    }

    /// <summary>Reads an end point; null for nil.</summary>
    /// <exception cref="CallSerializationException">Something else is there.</exception>
    public IPEndPoint? ReadIPEndPoint()
    {
        if (TryReadNil()) return null;
        long start = Consumed;
        ReadPairHeader();
        IPAddress? address = ReadIPAddress();
        ushort port = ReadUInt16();
        if (address is null) WireError.ThrowMalformed("an end point without an address", start);
        return new IPEndPoint(address, port);
    }

    /// <summary>Reads bits; null for nil.</summary>
    /// <exception cref="CallSerializationException">Something else is there.</exception>
    public BitArray? ReadBitArray()
    {
        if (TryReadNil()) return null;
        long start = Consumed;
        ReadPairHeader();
        int length = ReadInt32();
        byte[] bits = ReadBytes() ?? [];
        if (length < 0 || bits.Length != (length + 7L) / 8) WireError.ThrowMalformed($"{bits.Length} bytes are not {length} bits", start);
        return new BitArray(bits) { Length = length };
    }

    /// <summary>Reads bits from an array of booleans; null for nil.</summary>
    /// <exception cref="CallSerializationException">Something else is there.</exception>
    public BitArray? ReadBitList()
    {
        if (TryReadNil()) return null;
        BitArray value = new(ReadArrayHeader());
        for (int i = 0; i < value.Length; i++) value[i] = ReadBoolean();
        return value;
    }

    /// <summary>Reads a JSON value; an undefined one for nil.</summary>
    /// <exception cref="CallSerializationException">Something else is there.</exception>
    public JsonElement ReadJsonElement() => TryReadNil() ? default : ReadJson(static (ref json) => JsonElement.ParseValue(ref json));

    /// <summary>Reads a JSON document; null for nil.</summary>
    /// <exception cref="CallSerializationException">Something else is there.</exception>
    public JsonDocument? ReadJsonDocument() => TryReadNil() ? null : ReadJson(static (ref json) => JsonDocument.ParseValue(ref json));

    /// <summary>Reads a JSON tree; null for nil.</summary>
    /// <exception cref="CallSerializationException">Something else is there.</exception>
    public T? ReadJsonNode<T>()
        where T : JsonNode
    {
        if (TryReadNil()) return null;
        long start = Consumed;
        JsonNode? node = ReadJson(static (ref json) => JsonNode.Parse(ref json));
        if (node is not T value)
        {
            WireError.ThrowMalformed($"{node?.GetType().Name ?? "null"} is there instead of {typeof(T).Name}", start);
            return null;
        }

        return value;
    }

    private T ReadJson<T>(JsonParse<T> parse)
    {
        long start = Consumed;
        ReadOnlySpan<byte> text = TakeContiguous(ReadStringHeader("JSON"), out byte[]? rented);
        try
        {
            Utf8JsonReader json = new(text, s_json);
            T value = parse(ref json);
            if (json.Read()) WireError.ThrowMalformed("something follows a JSON value", start);
            return value;
        }
        catch (JsonException)
        {
            WireError.ThrowMalformed("a string is not JSON", start);
            return default;
        }
        finally
        {
            Return(rented);
        }
    }

    private delegate T JsonParse<T>(ref Utf8JsonReader json);
}
