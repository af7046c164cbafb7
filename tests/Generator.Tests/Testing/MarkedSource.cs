using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.Text;

namespace ParallelGen.Generator.Tests.Testing;

/// <summary>Source in which <c>{|PGEN001:text|}</c> marks where a diagnostic must stand.</summary>
internal sealed partial class MarkedSource
{
    public MarkedSource(string marked)
    {
        Expected = [];
        int removed = 0;
        Text = Mark().Replace(marked, match =>
        {
            Group text = match.Groups["text"];
            Expected.Add((match.Groups["id"].Value, new TextSpan(match.Index - removed, text.Length)));
            removed += match.Length - text.Length;
            return text.Value;
        });
    }

    public string Text { get; }

    public List<(string Id, TextSpan Span)> Expected { get; }

    [GeneratedRegex(@"\{\|(?<id>PGEN\d+):(?<text>.*?)\|\}", RegexOptions.Singleline)]
    private static partial Regex Mark();
}
