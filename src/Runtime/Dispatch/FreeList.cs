using System.Collections.Concurrent;

namespace ParallelGen.Dispatch;

/// <summary>Objects that wait to be used again; a few hundred at most. Thread-safe.</summary>
internal sealed class FreeList<T>
    where T : class
{
    private const int Capacity = 256;

    private ConcurrentQueue<T>? _others; // made with the second: a worker, which has the methods too, needs none
    private T? _first; // for who takes one at a time
    private int _count;

    public T? Take()
    {
        T? first = _first;
        if (first is not null && Interlocked.CompareExchange(ref _first, null, first) == first)
            return first;
        T? other = null;
        if (_others?.TryDequeue(out other) != true)
            return null;
        Interlocked.Decrement(ref _count);
        return other;
    }

    public void Return(T free)
    {
        if (_first is null && Interlocked.CompareExchange(ref _first, free, null) is null)
            return;
        if (Interlocked.Increment(ref _count) <= Capacity)
            LazyInitializer.EnsureInitialized(ref _others).Enqueue(free);
        else
            Interlocked.Decrement(ref _count);
    }
}
