using System.Buffers;

namespace ParallelGen.Encoding;

/// <summary>
/// What a call looks at, as a <see cref="ReadOnlyMemory{T}"/> that ends with the call: the memory is used for something else then, and who kept
/// the view is told so instead of being shown that.
/// </summary>
internal sealed unsafe class CallMemory<T> : MemoryManager<T>, ICallMemory
    where T : unmanaged
{
    private readonly T[]? _copy;
    private readonly T* _place;
    private readonly int _length;
    private volatile bool _hasEnded;

    /// <summary>Elements that lie in shared memory.</summary>
    public CallMemory(T* place, int length)
    {
        _place = place;
        _length = length;
    }

    /// <summary>Few elements, or such as came in pieces: a copy.</summary>
    public CallMemory(T[] copy) => _copy = copy;

    /// <exception cref="ObjectDisposedException">The call is over.</exception>
    public override Span<T> GetSpan()
    {
        Check();
        return _copy ?? new Span<T>(_place, _length);
    }

    /// <exception cref="ObjectDisposedException">The call is over.</exception>
    public override MemoryHandle Pin(int elementIndex = 0)
    {
        Check();
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)elementIndex, (uint)(_copy?.Length ?? _length), nameof(elementIndex));
        return _copy is null ? new MemoryHandle(_place + elementIndex) : _copy.AsMemory(elementIndex).Pin();
    }

    public override void Unpin()
    {
        // An array is pinned by a handle of its own.
    }

    public void End() => _hasEnded = true;

    protected override void Dispose(bool disposing) => End();

    private void Check()
    {
        if (_hasEnded)
        {
            throw new ObjectDisposedException(
                $"ReadOnlyMemory<{typeof(T).Name}>", "A view that a marked method was given ends with the call, or with the item of a map. Keep a copy of it: ToArray().");
        }
    }
}
