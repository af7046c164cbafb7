using System.Text;

namespace ParallelGen.Supervision.Output;

/// <summary>
/// Makes whole lines from the pieces that come through a pipe, so that the lines of several workers do not mix, and keeps ends of the text.
/// </summary>
/// <param name="forward">Takes the lines; null: nothing is forwarded.</param>
/// <param name="tails">What the text is kept in.</param>
internal sealed class LineForwarder(Action<string>? forward, params TextTail[] tails)
{
    private const int MaxLine = 64 * 1024;

    private readonly Decoder _decoder = System.Text.Encoding.UTF8.GetDecoder();
    private readonly StringBuilder _line = new();

    /// <summary>Takes the next piece. One thread at a time.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        if (forward is null && tails.Length == 0)
            return;
        Span<char> characters = stackalloc char[1024];
        int wholeLines = 0;
        while (bytes.Length > 0)
        {
            _decoder.Convert(bytes, characters, flush: false, out int bytesUsed, out int count, out _);
            bytes = bytes[bytesUsed..];
            foreach (TextTail tail in tails)
                tail.Add(characters[..count]);
            if (forward is null)
                continue;
            int lineEnd = characters[..count].LastIndexOf('\n');
            if (lineEnd >= 0)
                wholeLines = _line.Length + lineEnd + 1;
            _line.Append(characters[..count]);
        }
        if (wholeLines == 0 && _line.Length > MaxLine)
            wholeLines = _line.Length;
        if (wholeLines > 0)
            Forward(wholeLines);
    }

    /// <summary>Forwards a last line that has no end.</summary>
    public void Finish()
    {
        if (_line.Length > 0)
            Forward(_line.Append(Environment.NewLine).Length);
    }

    private void Forward(int length)
    {
        string text = _line.ToString(0, length);
        _line.Remove(0, length);
        forward!(text);
    }
}
