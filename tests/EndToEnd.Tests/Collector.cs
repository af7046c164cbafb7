namespace EndToEnd.Tests;

/// <summary>Keeps the reports that it gets. They come one at a time, and before their call completes: no lock is needed.</summary>
internal sealed class Collector<T> : IProgress<T>
{
    private int _inside;

    public List<T> Items { get; } = [];

    /// <summary>Whether two reports ever came at once.</summary>
    public bool Overlapped { get; private set; }

    /// <summary>Called with each report.</summary>
    public Action<T>? OnReport { get; init; }

    public void Report(T value)
    {
        Overlapped |= Interlocked.Increment(ref _inside) != 1;
        Items.Add(value);
        OnReport?.Invoke(value);
        Interlocked.Decrement(ref _inside);
    }
}
