using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;

namespace ParallelGen.Encoding;

// Strings, and what is written as one.
public ref partial struct WireReader
{
    // The most characters that a string may have; the runtime answers more with OutOfMemoryException.
    private const int MaxStringLength = 0x3FFFFFDF;

    private const int MaxStackChars = 128;

    // More than any number, GUID or version takes.
    private const int MaxTokenBytes = 128;

    private static readonly UTF8Encoding s_strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a string; null for nil.</summary>
    /// <exception cref="CallSerializationException">Something else is there, or the text is not UTF-8.</exception>
    public string? ReadString()
    {
        byte code = Peek();
        int bytes;
        if ((code & 0xE0) == WireCode.FixString)
        {
            _position++;
            bytes = code & 0x1F;
        }
        else if (code == WireCode.Nil)
        {
            _position++;
            return null;
        }
        else if (code is WireCode.String8 or WireCode.String16 or WireCode.String32)
        {
            bytes = ReadWideStringHeader(code);
        }
        else
        {
            return ReadUtf16();
        }

        if (bytes <= _span.Length - _position)
        {
            string value = Decode(_span.Slice(_position, bytes));
            _position += bytes;
            return value;
        }

        return ReadStraddling(bytes);
    }

    /// <summary>Reads a string of at most so many characters; null for nil. A longer one is refused before it costs anything.</summary>
    /// <exception cref="CallSerializationException">Something else is there, it is longer, or the text is not UTF-8.</exception>
    internal string? ReadString(int maxLength)
    {
        if (TryReadNil()) return null;
        byte code = Peek();
        if ((code & 0xE0) != WireCode.FixString && code is not (WireCode.String8 or WireCode.String16 or WireCode.String32)) return ReadUtf16(maxLength);
        int bytes = ReadStringHeader("a string");
        if (bytes > 3L * maxLength) ThrowTooLong(bytes);
        string value = ReadStraddling(bytes);
        if (value.Length > maxLength) ThrowTooLong(bytes);
        return value;
    }

    /// <summary>Reads a version; null for nil.</summary>
    /// <exception cref="CallSerializationException">Something else is there.</exception>
    public Version? ReadVersion()
    {
        if (TryReadNil()) return null;
        long start = Consumed;
        ReadOnlySpan<byte> text = ReadToken("a version");
        Span<char> chars = stackalloc char[MaxTokenBytes];
        int length = System.Text.Encoding.UTF8.GetChars(text, chars);
        if (!Version.TryParse(chars[..length], out Version? value)) WireError.ThrowMalformed("a string is not a version", start);
        return value;
    }

    /// <summary>Reads a URI; null for nil.</summary>
    /// <exception cref="CallSerializationException">Something else is there.</exception>
    public Uri? ReadUri()
    {
        long start = Consumed;
        string? text = ReadString();
        if (text is null) return null;

        // A path alone is a relative URI, though on Unix it could also be read as that of a file. The writer makes sure of the other way.
        UriKind kind = text.AsSpan().TrimStart() is ['/' or '\\', ..] ? UriKind.Relative : UriKind.RelativeOrAbsolute;
        if (!Uri.TryCreate(text, kind, out Uri? value)) WireError.ThrowMalformed("a string is not a URI", start);
        return value;
    }

    // A short text is decoded once, to the stack. A longer one is measured first.
    [SkipLocalsInit]
    private readonly string Decode(ReadOnlySpan<byte> text)
    {
        if (text.Length > MaxStackChars) return DecodeLong(text);
        Span<char> chars = stackalloc char[MaxStackChars];
        if (Utf8.ToUtf16(text, chars, out _, out int length, replaceInvalidSequences: false) != OperationStatus.Done) ThrowNoUtf8();
        return new string(chars[..length]);
    }

    private readonly string DecodeLong(ReadOnlySpan<byte> text)
    {
        try
        {
            if (text.Length > MaxStringLength && s_strictUtf8.GetCharCount(text) > MaxStringLength) ThrowTooLong(text.Length);
            return s_strictUtf8.GetString(text);
        }
        catch (ArgumentException)
        {
            // The decoder's own exception derives from it; a plain one says that the text changed while it was read.
            ThrowNoUtf8();
            return "";
        }
    }

    private string ReadStraddling(int bytes)
    {
        ReadOnlySpan<byte> text = TakeContiguous(bytes, out byte[]? rented);
        try
        {
            return Decode(text);
        }
        finally
        {
            Return(rented);
        }
    }

    // A string without UTF-8.
    private string ReadUtf16(int maxLength = MaxStringLength)
    {
        long start = Consumed;
        int bytes = ReadExtensionHeader(out sbyte type, "a string");
        if (type != WireExtension.Utf16String || bytes % 2 != 0)
        {
            WireError.ThrowMalformed($"a string was expected, an extension of type {type} with {bytes} bytes is there", start);
        }

        if (bytes / 2 > maxLength) ThrowTooLong(bytes);
        ReadOnlySpan<byte> units = TakeContiguous(bytes, out byte[]? rented);
        try
        {
            return new string(MemoryMarshal.Cast<byte, char>(units));
        }
        finally
        {
            Return(rented);
        }
    }

    // The bytes of a short string, valid until the next call.
    private ReadOnlySpan<byte> ReadToken(string expected)
    {
        int bytes = ReadStringHeader(expected);
        if (bytes > MaxTokenBytes) WireError.ThrowMalformed($"a string of {bytes} bytes is not {expected}", Consumed);
        ReadOnlySpan<byte> token = RequireSpan(bytes);
        _position += bytes;
        return token;
    }

    private int ReadStringHeader(string expected)
    {
        byte code = Peek();
        if ((code & 0xE0) == WireCode.FixString) return ReadFixCount(code & 0x1F);
        if (code is WireCode.String8 or WireCode.String16 or WireCode.String32) return ReadWideStringHeader(code);
        WireError.ThrowUnexpected(expected, code, Consumed);
        return 0;
    }

    private int ReadWideStringHeader(byte code)
    {
        uint bytes = code switch
        {
            WireCode.String8 => ReadByte(1, 2),
            WireCode.String16 => ReadBigEndian16(1, 3),
            _ => ReadBigEndian32(1, 5),
        };
        return CheckBlock(bytes);
    }

    [DoesNotReturn]
    private readonly void ThrowNoUtf8() => WireError.ThrowMalformed("a string is not UTF-8", Consumed);

    [DoesNotReturn]
    private readonly void ThrowTooLong(int bytes) => WireError.ThrowMalformed($"a string of {bytes} bytes is too long", Consumed);
}
