namespace ParallelGen.Benchmarks.Peers.Reporting;

/// <summary>The part of a page between two comments; the rest of the page is nobody's business here.</summary>
internal static class PageSection
{
    private const string Begin = "<!-- race: written by benchmarks/Peers -->";
    private const string End = "<!-- race: end -->";

    internal static void Replace(string page, string section)
    {
        string text = File.ReadAllText(page);
        int begin = text.IndexOf(Begin, StringComparison.Ordinal);
        int end = text.IndexOf(End, StringComparison.Ordinal);
        if (begin < 0 || end < begin)
            throw new InvalidDataException($"{page} has no place for the race: a line {Begin} and after it a line {End}.");
        File.WriteAllText(page, $"{text[..begin]}{Begin}\n\n{section.Trim()}\n\n{text[end..]}");
    }
}
