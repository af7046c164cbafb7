using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ParallelGen.Encoding;

// What a payload refers to, instead of holding it.
public ref partial struct WireReader
{
    /// <summary>Reads which array in shared memory is meant; null for nil.</summary>
    /// <exception cref="CallSerializationException">Something else is there, or the array is not.</exception>
    public SharedArray<T>? ReadShared<T>()
        where T : unmanaged
    {
        if (TryReadNil()) return null;
        long start = Consumed;
        SharedBlock block = ReadBlock(parts: 2);
        int length = ReadInt32();
        if (length < 0 || (long)length * Unsafe.SizeOf<T>() > block.Length || !block.IsWritable)
            WireError.ThrowMalformed($"an array of {length} elements does not fit into block {block.Id}", start);
        return SharedArray<T>.Of(block, length);
    }

    /// <summary>
    /// Reads elements to look at: where they are, if they lie in one piece; else a copy. They are there until the call, or the item, ends.
    /// </summary>
    /// <exception cref="CallSerializationException">Something else is there.</exception>
    public unsafe ReadOnlySpan<T> ReadView<T>()
        where T : unmanaged
    {
        if (IsStaged)
            return new ReadOnlySpan<T>(ReadStaged<T>(out int staged), staged);

        int count = ReadElementsHeader<T>();
        int bytes = count * Unsafe.SizeOf<T>();

        // As in a column: valid only when the source is never asked again.
        ReadOnlySpan<T> values;
        if (_after == 0 && bytes <= _span.Length - _position && IsAligned<T>())
        {
            values = MemoryMarshal.Cast<byte, T>(_span.Slice(_position, bytes));
            _position += bytes;
        }
        else
        {
            values = TakeArray<T>(count);
        }

        CheckElements(values);
        return values;
    }

    /// <summary>The same as memory, which says so when it is used after its end.</summary>
    /// <exception cref="CallSerializationException">Something else is there.</exception>
    internal unsafe CallMemory<T> ReadMemory<T>()
        where T : unmanaged
    {
        if (IsStaged)
            return new CallMemory<T>(ReadStaged<T>(out int staged), staged);

        T[] values = TakeArray<T>(ReadElementsHeader<T>());
        CheckElements<T>(values);
        return new CallMemory<T>(values);
    }

    // What was received behind something else may begin anywhere.
    private readonly unsafe bool IsAligned<T>()
        where T : unmanaged
    {
        const int word = 8;
        int alignment = Math.Min(Unsafe.SizeOf<T>() & -Unsafe.SizeOf<T>(), word);
        return ((nint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(_span)) + _position) % alignment == 0; // which no collection changes
    }

    // No block of the payload begins like an array.
    private bool IsStaged => Peek() == (WireCode.FixArray | 3);

    private int ReadElementsHeader<T>()
        where T : unmanaged => typeof(T) == typeof(byte) ? ReadBinHeader() : ReadRawHeader<T>();

    private unsafe T* ReadStaged<T>(out int length)
        where T : unmanaged
    {
        long start = Consumed;
        SharedBlock block = ReadBlock(parts: 3);
        long offset = ReadInt64();
        length = ReadInt32();
        if (offset < 0 || offset > block.Length || length < 0 || (long)length * Unsafe.SizeOf<T>() > block.Length - offset)
            WireError.ThrowMalformed($"{length} elements at {offset} do not lie within block {block.Id}", start);
        return (T*)(block.Start + offset);
    }

    private SharedBlock ReadBlock(int parts)
    {
        long start = Consumed;
        int count = ReadArrayHeader();
        if (count != parts) WireError.ThrowMalformed($"{parts} numbers were expected, {count} are there", start);
        return SharedBlocks.Get(ReadInt64());
    }
}
