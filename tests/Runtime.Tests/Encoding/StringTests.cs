using System.Text;

namespace ParallelGen.Tests.Encoding;

public sealed class StringTests
{
    // One, two, three and four bytes of UTF-8 for a character.
    private static readonly string[] s_letters = ["x", "é", "ひ", "🍺"];

    [Fact]
    public void Every_length_at_which_a_header_changes_keeps_its_text()
    {
        int[] sizes = [0, 1, 2, 10, 11, 12, 30, 31, 32, 33, 84, 85, 86, 254, 255, 256, 257, 21845, 21846, 65534, 65535, 65536, 65537];
        foreach (int bytes in sizes)
        {
            foreach (string letter in s_letters)
            {
                string value = OfBytes(letter, bytes);
                byte[] payload = Wire.Write((ref WireWriter w) => w.WriteString(value));
                Assert.Equal(HeaderSize(bytes) + bytes, payload.Length);
                Assert.Equal(value, System.Text.Encoding.UTF8.GetString(payload.AsSpan(HeaderSize(bytes))));
                Wire.ReadOne(payload, static (ref WireReader r) => r.ReadString(), actual => Assert.Equal(value, actual));
            }
        }
    }

    [Fact]
    public void A_large_text_is_written_in_pieces_and_keeps_every_character()
    {
        foreach (string letter in s_letters)
        {
            // An odd size, so that letters meet the ends of segments.
            string value = OfBytes(letter, 5 * 1024 * 1024 + 1);
            byte[] payload = Wire.Write((ref WireWriter w) => w.WriteString(value));
            Assert.Equal(5 + 5 * 1024 * 1024 + 1, payload.Length);
            foreach (int size in new[] { 4093, 1 << 20, payload.Length })
            {
                WireReader reader = PieceSource.Open(payload, size);
                Assert.True(value == reader.ReadString());
                Assert.True(reader.End);
            }
        }
    }

    [Fact]
    public void Null_is_not_the_empty_string()
    {
        Assert.Equal([WireCode.Nil], Wire.Write(static (ref WireWriter w) => w.WriteString(null)));
        Wire.RoundTrip(null, static (ref WireWriter w) => w.WriteString(null), static (ref WireReader r) => r.ReadString());
        Wire.RoundTrip("", static (ref WireWriter w) => w.WriteString(""), static (ref WireReader r) => r.ReadString());
    }

    [Theory]
    [InlineData("\0")]
    [InlineData("a\0b")]
    [InlineData("\uFEFFbom")]
    [InlineData("\uFFFD\uFFFF")]
    [InlineData("👨‍👩‍👧‍👦 e\u0301")]
    [InlineData("\U00010000\U0010FFFF")]
    public void Special_characters_stay(string value)
    {
        Wire.RoundTrip(value, (ref WireWriter w) => w.WriteString(value), static (ref WireReader r) => r.ReadString());
    }

    // Not as theory data: a test runner could not show them.
    [Fact]
    public void Lone_surrogates_stay()
    {
        string[] values = ["\uD800", "\uDFFF", "a\uD83Cb", "\uDF7A\uD83C", new string('x', 40) + "\uD83C", new string('y', 300_000) + "\uDC00"];
        foreach (string value in values)
        {
            byte[] payload = Wire.Write((ref WireWriter w) => w.WriteString(value));
            Wire.ReadOne(payload, static (ref WireReader r) => r.ReadString(), actual => Assert.Equal(value, actual));
        }

        Assert.Equal("D50400D8", Convert.ToHexString(Wire.Write(static (ref WireWriter w) => w.WriteString("\uD800"))));
    }

    [Theory]
    [InlineData("A180")]
    [InlineData("A1C3")]
    [InlineData("A2C328")]
    [InlineData("A2C0AF")]
    [InlineData("A3EDA080")]
    [InlineData("A4F4908080")]
    [InlineData("A3F09F8D")]
    [InlineData("D901FF")]
    public void What_is_no_utf8_is_an_error(string hex) => Wire.Fails(Wire.Hex(hex), static (ref WireReader r) => r.ReadString());

    [Theory]
    [InlineData("D40400")]
    [InlineData("C70304410042")]
    [InlineData("D5014100")]
    [InlineData("C40141")]
    [InlineData("91A0")]
    [InlineData("01")]
    [InlineData("C1")]
    [InlineData("A1")]
    [InlineData("BF61")]
    [InlineData("D9")]
    [InlineData("D90261")]
    [InlineData("DBFFFFFFFF61")]
    public void What_is_no_string_is_an_error(string hex) => Wire.Fails(Wire.Hex(hex), static (ref WireReader r) => r.ReadString());

    [Fact]
    public void A_version_keeps_its_parts()
    {
        Version max = new(int.MaxValue, int.MaxValue, int.MaxValue, int.MaxValue);
        foreach (Version? value in new[] { null, new Version(1, 2), new Version(1, 2, 3), new Version(1, 2, 3, 4), max })
        {
            Wire.RoundTrip(value, (ref WireWriter w) => w.WriteVersion(value), static (ref WireReader r) => r.ReadVersion());
        }

        foreach (string text in new[] { "", "1", "1.2.3.4.5", "1.-2", "x", "99999999999.0", new string('1', 200) })
        {
            Wire.Fails(Wire.Write((ref WireWriter w) => w.WriteString(text)), static (ref WireReader r) => r.ReadVersion());
        }
    }

    [Fact]
    public void A_uri_stays_what_it_was()
    {
        Uri?[] values =
        [
            null, new("http://example.com"), new("HTTP://Example.com:80/a b?q=ü#f"), new("relative/path", UriKind.Relative), new("/rooted", UriKind.Relative),
            new("?q", UriKind.Relative), new("", UriKind.Relative), new("mailto:a@b"), new("urn:x:y"), new("file:///a/b"), new("//host/share", UriKind.RelativeOrAbsolute),
            new("/rooted", UriKind.RelativeOrAbsolute), new(" /rooted", UriKind.RelativeOrAbsolute),
        ];
        foreach (Uri? value in values)
        {
            Wire.ReadOne(Wire.Write((ref WireWriter w) => w.WriteUri(value)), static (ref WireReader r) => r.ReadUri(), actual =>
            {
                Assert.Equal(value, actual);
                Assert.Equal(value?.IsAbsoluteUri, actual?.IsAbsoluteUri);
            });
        }

        Assert.Equal("A5687474703A", Convert.ToHexString(Wire.Write(static (ref WireWriter w) => w.WriteString("http:"))));
        Wire.Fails(Wire.Write(static (ref WireWriter w) => w.WriteString("http://")), static (ref WireReader r) => r.ReadUri());
    }

    private static string OfBytes(string letter, int bytes)
    {
        int each = System.Text.Encoding.UTF8.GetByteCount(letter);
        StringBuilder text = new();
        text.Append('a', bytes % each);
        for (int i = 0; i < bytes / each; i++) text.Append(letter);
        return text.ToString();
    }

    private static int HeaderSize(int bytes) => bytes <= 31 ? 1 : bytes <= 255 ? 2 : bytes <= 65535 ? 3 : 5;
}
