namespace ParallelGen.Transport;

/// <summary>What a dead worker left of a chunk that it had claimed.</summary>
internal ref struct ItemRemains
{
    /// <summary>The item that ran when it died; -1 where none had begun.</summary>
    public int Index;

    /// <summary>Whether the results of the items before it can be read.</summary>
    public bool HasResults;

    /// <summary>Whether the results are followed by something, up to their end: else there is nothing but a column.</summary>
    public bool HasEnd;

    /// <summary>The results, as the worker wrote them.</summary>
    public WireReader Results;
}
