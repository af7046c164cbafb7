using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace ParallelGen.Dispatch.Maps;

/// <summary>Where the items of a map come from. Read by one thread at a time.</summary>
internal abstract class ItemSource<TItem> : IAsyncDisposable
{
    /// <summary>How many items there are in all; null where only the end tells.</summary>
    public virtual int? Count => null;

    /// <summary>Whether taking items may run code that waits: it must then not run on a worker's thread.</summary>
    public virtual bool MayWait => true;

    /// <summary>Whether it waits for an item that nobody has taken yet.</summary>
    public virtual bool IsWaiting => false;

    /// <summary>Nothing more will be taken: a source that waits should stop waiting. From any thread.</summary>
    public virtual void Stop()
    {
    }

    /// <summary>Takes at most so many items; none at the end.</summary>
    public abstract ValueTask<ItemBatch<TItem>> TakeAsync(int max);

    public abstract ValueTask DisposeAsync();

    public static ItemSource<TItem> Of(IEnumerable<TItem> items) => items switch
    {
        TItem[] array => new ArraySource<TItem>(array),
        List<TItem> list => new ListSource<TItem>(list),
        // A collection is whole in memory: reading it now is cheap, and what a user's own type does stays on the caller's thread.
        ICollection<TItem> collection => new ArraySource<TItem>([.. collection]),
        _ => new EnumerableSource<TItem>(items),
    };
}

/// <summary>An array: its items are read where they are, when they are sent.</summary>
internal sealed class ArraySource<TItem>(TItem[] items) : ItemSource<TItem>
{
    private int _next;

    public override int? Count => items.Length;

    public override bool MayWait => false;

    public override ValueTask<ItemBatch<TItem>> TakeAsync(int max)
    {
        int count = Math.Min(max, items.Length - _next);
        var batch = new ItemBatch<TItem>(items, _next, count);
        _next += count;
        return new ValueTask<ItemBatch<TItem>>(batch);
    }

    public override ValueTask DisposeAsync() => default;
}

/// <summary>A list: its items are copied a chunk at a time.</summary>
internal sealed class ListSource<TItem>(List<TItem> items) : ItemSource<TItem>
{
    private readonly int _count = items.Count;
    private int _next;

    public override int? Count => _count;

    public override bool MayWait => false;

    public override ValueTask<ItemBatch<TItem>> TakeAsync(int max)
    {
        if (items.Count != _count)
            throw new InvalidOperationException($"The list had {_count} items when the map began and has {items.Count} now: it must not be changed while the map runs.");
        TItem[] batch = CollectionsMarshal.AsSpan(items).Slice(_next, Math.Min(max, _count - _next)).ToArray();
        _next += batch.Length;
        return new ValueTask<ItemBatch<TItem>>(new ItemBatch<TItem>(batch, 0, batch.Length));
    }

    public override ValueTask DisposeAsync() => default;
}

/// <summary>Any sequence, taken as it is needed.</summary>
internal sealed class EnumerableSource<TItem>(IEnumerable<TItem> items) : ItemSource<TItem>
{
    private IEnumerator<TItem>? _enumerator;
    private ExceptionDispatchInfo? _failure; // behind the items that came before it

    public override ValueTask<ItemBatch<TItem>> TakeAsync(int max)
    {
        _failure?.Throw();
        _enumerator ??= items.GetEnumerator();
        var batch = new List<TItem>(Math.Min(max, 1024));
        try
        {
            while (batch.Count < max && _enumerator.MoveNext())
                batch.Add(_enumerator.Current);
        }
        catch (Exception exception) when (batch.Count > 0)
        {
            _failure = ExceptionDispatchInfo.Capture(exception);
        }
        return new ValueTask<ItemBatch<TItem>>(new ItemBatch<TItem>([.. batch], 0, batch.Count));
    }

    public override ValueTask DisposeAsync()
    {
        _enumerator?.Dispose();
        return default;
    }
}

/// <summary>
/// Any asynchronous sequence. A chunk takes what has come, and waits only for its first item: a slow source is not held back to fill chunks.
/// </summary>
internal sealed class AsyncSource<TItem>(IAsyncEnumerable<TItem> items, CancellationToken cancellationToken) : ItemSource<TItem>
{
    // Not linked to the caller's token, which may outlive many streams: a registration there is taken back, and what is left needs no disposal,
    // so that it may be cancelled at any time.
    private readonly CancellationTokenSource _stopped = new();
    private CancellationTokenRegistration _registration;
    private IAsyncEnumerator<TItem>? _enumerator;
    private Task<bool>? _next;

    public override bool IsWaiting => _next is { IsCompleted: false };

    // Not on this thread, which may be a worker's: what the source has registered with its token is the caller's code. Where that throws, it is an
    // exception that nobody awaits (TaskScheduler.UnobservedTaskException).
    public override void Stop() => _ = _stopped.CancelAsync();

    public override async ValueTask<ItemBatch<TItem>> TakeAsync(int max)
    {
        if (_enumerator is null)
        {
            _registration = cancellationToken.UnsafeRegister(static stopped => ((CancellationTokenSource)stopped!).Cancel(), _stopped);
            _enumerator = items.GetAsyncEnumerator(_stopped.Token);
        }
        var batch = new List<TItem>();
        while (batch.Count < max)
        {
            _next ??= _enumerator.MoveNextAsync().AsTask();
            if (batch.Count > 0 && !_next.IsCompletedSuccessfully)
                break; // it is not there yet, or throws behind those that came before
            Task<bool> next = _next;
            bool more = await next.ConfigureAwait(false);
            if (!more)
                break;
            _next = null;
            batch.Add(_enumerator.Current);
        }
        return new ItemBatch<TItem>([.. batch], 0, batch.Count);
    }

    public override async ValueTask DisposeAsync()
    {
        _registration.Unregister();
        if (_enumerator is null)
            return;
        // An enumerator must not be disposed while it moves.
        if (_next is not null)
            await ((Task)_next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _enumerator.DisposeAsync().ConfigureAwait(false);
    }
}
