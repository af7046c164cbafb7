namespace ParallelGen;

/// <summary>
/// An array in memory that a program and its workers share. Whoever has it reads and writes the same elements at once; nobody copies them.
/// Made by <see cref="SharedArray.Create"/>, and passed to any marked method as a parameter.
/// </summary>
/// <remarks>
/// Its members are thread-safe. The elements are as safe as those of an array that threads share: several may write to different ones, and what a
/// call wrote is seen when it has been awaited. An array that is forgotten is freed by the garbage collector.
/// </remarks>
/// <typeparam name="T">The elements.</typeparam>
public sealed unsafe class SharedArray<T> : IDisposable
    where T : unmanaged
{
    private readonly SharedBlock _block;
    private readonly bool _isOwner;
    private int _isDisposed;

    internal SharedArray(SharedBlock block, int length, bool isOwner)
    {
        _block = block;
        _isOwner = isOwner;
        Length = length;
        if (!isOwner)
            GC.SuppressFinalize(this);
        else if (block.Length > 0 && !OperatingSystem.IsWindows()) // there it is the mapping that the collector hears of
            GC.AddMemoryPressure(block.Length);
    }

    /// <summary>Frees an array that was forgotten.</summary>
    ~SharedArray() => EndOwnership();

    /// <summary>The number of elements.</summary>
    public int Length { get; }

    /// <summary>
    /// The elements, where they are. Keep the array, and do not dispose it, while the span is in use: a span of memory that is not managed does not
    /// keep it.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The array is disposed.</exception>
    public Span<T> Span
    {
        get
        {
            ObjectDisposedException.ThrowIf(Volatile.Read(ref _isDisposed) != 0 || _block.IsFree, this);
            return new Span<T>(_block.Start, Length);
        }
    }

    /// <summary>
    /// Ends the use of the array by the code that made it. Calls that were made with it still have it; its memory goes with the last of them, here
    /// and in the workers. May be called again. In a worker, which did not make it, this does nothing.
    /// </summary>
    public void Dispose()
    {
        if (!_isOwner || Interlocked.Exchange(ref _isDisposed, 1) != 0)
            return;
        GC.SuppressFinalize(this);
        EndOwnership();
    }

    /// <summary>An array that somebody else has made.</summary>
    internal static SharedArray<T> Of(SharedBlock block, int length) => new(block, length, isOwner: false);

    private void EndOwnership()
    {
        if (_block.Length > 0 && !OperatingSystem.IsWindows())
            GC.RemoveMemoryPressure(_block.Length);
        _block.EndUse();
    }

    /// <summary>Adds a user of the memory, which must end its use.</summary>
    /// <exception cref="ObjectDisposedException">The array is disposed.</exception>
    internal SharedBlock Use()
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _isDisposed) != 0 || !_block.TryUse(), this);
        return _block;
    }
}
