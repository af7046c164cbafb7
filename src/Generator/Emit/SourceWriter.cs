using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace ParallelGen.Generator.Emit;

/// <summary>Text with indentation. Its lines end in <c>\n</c> everywhere.</summary>
internal sealed class SourceWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;

    /// <summary>Writes lines at the current depth.</summary>
    public SourceWriter Lines(string text)
    {
        foreach (string line in text.Split('\n'))
        {
            string content = line.TrimEnd('\r');
            if (content.Length > 0)
                _text.Append(' ', 4 * _depth).Append(content);
            _text.Append('\n');
        }

        return this;
    }

    /// <summary>Writes a line one level deeper, for what goes on from the line before.</summary>
    public SourceWriter Continue(string text)
    {
        _depth++;
        Lines(text);
        _depth--;
        return this;
    }

    public SourceWriter Blank()
    {
        _text.Append('\n');
        return this;
    }

    /// <summary>Opens a block, after its head.</summary>
    public SourceWriter Open(string head) => Lines(head).Open();

    public SourceWriter Open()
    {
        Lines("{");
        _depth++;
        return this;
    }

    public SourceWriter Close(string end = "}")
    {
        _depth--;
        return Lines(end);
    }

    public SourceText ToSourceText() => SourceText.From(_text.ToString(), Encoding.UTF8);
}
