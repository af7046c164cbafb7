using System.Text;

namespace ParallelGen.Supervision.Output;

/// <summary>The end of a text that grows, as long as it may be. Thread-safe.</summary>
/// <param name="maxLength">How many characters are kept.</param>
internal sealed class TextTail(int maxLength)
{
    private readonly StringBuilder _text = new();

    public void Add(ReadOnlySpan<char> text)
    {
        if (maxLength == 0)
            return;
        lock (_text)
        {
            _text.Append(text);
            if (_text.Length > 2 * maxLength)
                _text.Remove(0, _text.Length - maxLength);
        }
    }

    /// <summary>Takes the text, and begins a new one.</summary>
    public string Take()
    {
        lock (_text)
        {
            string text = ToString();
            _text.Clear();
            return text;
        }
    }

    public override string ToString()
    {
        lock (_text)
            return _text.ToString(Math.Max(0, _text.Length - maxLength), Math.Min(_text.Length, maxLength));
    }
}
