namespace ParallelGen.Dispatch;

/// <summary>The results of a method that yields them one by one. Each enumeration is a call of its own, which begins with its first step.</summary>
internal sealed class ItemStream<TArguments, TItem>(ProcessPool pool, PoolItems<TArguments, TItem> method, TArguments arguments, CancellationToken cancellationToken)
    : IAsyncEnumerable<TItem>
{
    public ProcessPool Pool => pool;

    public PoolItems<TArguments, TItem> Method => method;

    public TArguments Arguments => arguments;

    /// <summary>The token that the caller gave beside the arguments.</summary>
    public CancellationToken CancellationToken => cancellationToken;

    IAsyncEnumerator<TItem> IAsyncEnumerable<TItem>.GetAsyncEnumerator(CancellationToken cancellationToken) =>
        new ItemEnumerator<TArguments, TItem>(this, cancellationToken);
}
