using System.Runtime.CompilerServices;
using ParallelGen.Transport.SharedMemory;

namespace ParallelGen;

/// <summary>Makes arrays in shared memory, which marked methods read and write where they are.</summary>
public static class SharedArray
{
    /// <summary>
    /// Makes an array of zeros that any pool of this program can share with its workers: as a parameter of a marked method only its number
    /// travels. Dispose it when nobody needs it any more.
    /// </summary>
    /// <typeparam name="T">The elements: any type without references, also with padding; its bytes are what is shared.</typeparam>
    /// <param name="length">The number of elements. What one array can't hold, because a span can't, goes into several.</param>
    /// <returns>The array. All of its memory is there: it can't run out later.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative.</exception>
    /// <exception cref="InsufficientMemoryException">There is not so much memory, or not so much of it that can be shared.</exception>
    /// <exception cref="InvalidOperationException">The current code runs in a worker.</exception>
    public static SharedArray<T> Create<T>(int length)
        where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (PoolWorker.Current.IsWorker)
            throw new InvalidOperationException("Only the program that owns the pool makes shared arrays. Make it there, and pass it to the marked method.");
        long bytes = (long)length * Unsafe.SizeOf<T>();
        try
        {
            return new SharedArray<T>(MappedBlock.Create(bytes, isWritable: true), length, isOwner: true);
        }
        catch (SegmentException exception)
        {
            throw new InsufficientMemoryException(
                $"A shared array of {length} {typeof(T).Name} can't be had: {exception.Message} Make a smaller one, or give the program or its container more memory.", exception);
        }
    }
}
