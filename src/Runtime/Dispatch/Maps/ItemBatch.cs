namespace ParallelGen.Dispatch.Maps;

/// <summary>The next items of a source; none at its end.</summary>
internal readonly record struct ItemBatch<TItem>(TItem[] Array, int Offset, int Count)
{
    // Not by AsSpan, which refuses an array of a derived type.
    public ReadOnlySpan<TItem> Span => new(Array, Offset, Count);

    public ItemBatch<TItem> Slice(int start, int count) => new(Array, Offset + start, count);
}
