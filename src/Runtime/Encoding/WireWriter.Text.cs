using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;

namespace ParallelGen.Encoding;

// Strings, and what is written as one.
public ref partial struct WireWriter
{
    private static readonly UTF8Encoding s_strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Writes a version, as its text; nil for null.</summary>
    public void WriteVersion(Version? value) => WriteString(value?.ToString());

    /// <summary>Writes a URI, as its original text; nil for null.</summary>
    /// <remarks>
    /// Only an absolute URI that was made from a bare file path is written as its canonical text: the path alone would be read as a
    /// relative URI.
    /// </remarks>
    public void WriteUri(Uri? value)
    {
        string? text = value?.OriginalString;
        if (text is not null && value!.IsAbsoluteUri && text.AsSpan().TrimStart() is ['/' or '\\', ..]) text = value.AbsoluteUri;
        WriteString(text);
    }

    /// <summary>Writes a string, as UTF-8; nil for null.</summary>
    /// <remarks>
    /// A string with a lone surrogate has no UTF-8. It arrives unchanged all the same: its UTF-16 code units travel in an extension.
    /// </remarks>
    public void WriteString(string? value)
    {
        if (value is null)
        {
            WriteNil();
        }
        else if (5 + 3L * value.Length <= _span.Length - _position)
        {
            WriteUnmeasured(value);
        }
        else
        {
            WriteMeasured(value);
        }
    }

    // There is room whatever the text is. The header is chosen as if it were ASCII, and the text is encoded behind it; where that proves
    // wrong, it moves by a byte or two.
    private void WriteUnmeasured(string value)
    {
        Span<byte> target = _span[_position..];
        int guessed = StringHeaderBytes(value.Length);
        if (Utf8.FromUtf16(value, target[guessed..], out _, out int written, replaceInvalidSequences: false) != OperationStatus.Done)
        {
            WriteUtf16(value);
            return;
        }

        int header = StringHeaderBytes(written);
        if (header != guessed) target.Slice(guessed, written).CopyTo(target[header..]);
        PutStringHeader(ref MemoryMarshal.GetReference(target), written);
        Advance(header + written);
    }

    private void WriteMeasured(string value)
    {
        int bytes = MeasureUtf8(value);
        if (bytes < 0)
        {
            WriteUtf16(value);
            return;
        }

        if (bytes < WireLimits.LargeBlock)
        {
            ref byte start = ref Reserve(5 + bytes);
            int header = PutStringHeader(ref start, bytes);
            Utf8.FromUtf16(value, MemoryMarshal.CreateSpan(ref Unsafe.Add(ref start, header), bytes), out _, out _);
            Advance(header + bytes);
            return;
        }

        Advance(PutStringHeader(ref Reserve(5), bytes));
        ReadOnlySpan<char> rest = value;
        while (true)
        {
            // isFinalBlock only concerns a surrogate at the end, and the string is known to be valid.
            Utf8.FromUtf16(rest, _span[_position..], out int read, out int written);
            Advance(written);
            bytes -= written;
            rest = rest[read..];
            if (rest.IsEmpty) return;
            GrowPiece(bytes);
        }
    }

    private static int MeasureUtf8(string value)
    {
        try
        {
            return s_strictUtf8.GetByteCount(value);
        }
        catch (EncoderFallbackException)
        {
            return -1;
        }
        catch (ArgumentException)
        {
            // More than an int can count.
            WireError.ThrowTooLarge(3L * value.Length);
            return 0;
        }
    }

    private void WriteUtf16(string value)
    {
        long bytes = 2L * value.Length;
        if (bytes > WireLimits.MaxBlockBytes) WireError.ThrowTooLarge(bytes);
        WriteExtensionHeader(WireExtension.Utf16String, (int)bytes);
        WriteLittleEndian(value.AsSpan());
    }

    private static int StringHeaderBytes(int bytes) => bytes <= 31 ? 1 : bytes <= byte.MaxValue ? 2 : bytes <= ushort.MaxValue ? 3 : 5;

    private static int PutStringHeader(ref byte start, int bytes)
    {
        if (bytes <= 31)
        {
            start = (byte)(WireCode.FixString | bytes);
            return 1;
        }

        return bytes <= byte.MaxValue ? PutCode8(ref start, WireCode.String8, (byte)bytes)
            : bytes <= ushort.MaxValue ? PutCode16(ref start, WireCode.String16, (ushort)bytes)
            : PutCode32(ref start, WireCode.String32, (uint)bytes);
    }
}
