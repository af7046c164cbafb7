namespace ParallelGen.Dispatch.Maps;

/// <summary>The next items of a source; none at its end.</summary>
internal readonly record struct ItemBatch<TItem>(TItem[] Array, int Offset, int Count)
{
    public ReadOnlySpan<TItem> Span => Array.AsSpan(Offset, Count);

    public ItemBatch<TItem> Slice(int start, int count) => new(Array, Offset + start, count);
}
