namespace AssemblyCensus.Analysis;

/// <summary>What a file with the name of an assembly turned out to be.</summary>
internal enum FileKind
{
    Managed,
    Native,
    Corrupt,

    /// <summary>It could not be read, or the worker that read it died.</summary>
    Unread,
}
