namespace ParallelGen.Encoding;

// Formats that are not ours.
public ref partial struct WireWriter
{
    /// <summary>Writes what a formatter makes of a value, as a binary; nil for null.</summary>
    public void WriteFormatted<TFormatter, T>(T? value)
        where TFormatter : IWireFormatter<T>
    {
        if (value is null)
        {
            WriteNil();
            return;
        }

        using FormatterOutput output = FormatterOutput.Rent();
        TFormatter.Write(output, value);
        WriteBytes(output.Written);
    }

    /// <summary>Writes the name of a member of an object that travels as a map.</summary>
    public void WriteKey(scoped ReadOnlySpan<byte> utf8) => WriteUtf8(utf8);
}
