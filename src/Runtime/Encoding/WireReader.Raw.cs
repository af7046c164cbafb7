using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ParallelGen.Encoding;

// Blocks: binaries, extensions, and the elements of an array as they lie in memory.
public ref partial struct WireReader
{
    /// <summary>Reads bytes; null for nil.</summary>
    /// <exception cref="CallSerializationException">Something else is there.</exception>
    public byte[]? ReadBytes() => TryReadNil() ? null : TakeArray<byte>(ReadBinHeader());

    /// <summary>Reads bytes into a list; null for nil.</summary>
    /// <exception cref="CallSerializationException">Something else is there.</exception>
    public List<byte>? ReadByteList() => TryReadNil() ? null : TakeList<byte>(ReadBinHeader());

    /// <summary>Reads the elements of an array from one block; null for nil.</summary>
    /// <exception cref="CallSerializationException">Something else is there.</exception>
    public T[]? ReadRaw<T>()
        where T : unmanaged
    {
        if (TryReadNil()) return null;
        T[] values = TakeArray<T>(ReadRawHeader<T>());
        CheckElements<T>(values);
        return values;
    }

    /// <summary>Reads the elements of a list from one block; null for nil.</summary>
    /// <exception cref="CallSerializationException">Something else is there.</exception>
    public List<T>? ReadRawList<T>()
        where T : unmanaged
    {
        if (TryReadNil()) return null;
        List<T> values = TakeList<T>(ReadRawHeader<T>());
        CheckElements<T>(CollectionsMarshal.AsSpan(values));
        return values;
    }

    /// <summary>Reads a value from a block of one element.</summary>
    /// <exception cref="CallSerializationException">Something else is there, or another number of elements.</exception>
    public T ReadRawValue<T>()
        where T : unmanaged
    {
        T value = default;
        ReadColumn(new Span<T>(ref value));
        return value;
    }

    /// <summary>
    /// Reads a block that must have so many elements. Where the payload lies in one piece, they are a view of it; else a copy.
    /// </summary>
    /// <exception cref="CallSerializationException">Something else is there, or another number of elements.</exception>
    public ReadOnlySpan<T> ReadColumn<T>(int count)
        where T : unmanaged
    {
        ReadColumnHeader<T>(count);

        // What is in the span stays valid only when the source is never asked again: another column may be read while this one is in use.
        ReadOnlySpan<T> values;
        if (_after == 0)
        {
            int bytes = count * Unsafe.SizeOf<T>();
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

    /// <summary>
    /// Reads a block with exactly as many elements as there is room for, straight to its place. The type is not constrained, so that code
    /// can call it which only knows at run time that its elements are unmanaged.
    /// </summary>
    /// <exception cref="CallSerializationException">Something else is there, or another number of elements.</exception>
    internal void ReadColumn<T>(scoped Span<T> destination)
    {
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>()) throw new NotSupportedException($"{typeof(T)} is not an unmanaged type.");
        ReadColumnHeader<T>(destination.Length);
        Take(MemoryMarshal.CreateSpan(
            ref Unsafe.As<T, byte>(ref MemoryMarshal.GetReference(destination)), destination.Length * Unsafe.SizeOf<T>()));
        CheckElements<T>(destination);
    }

    // Checks that the value is a raw block of T; gives the number of its elements.
    private int ReadRawHeader<T>()
    {
        if (!BitConverter.IsLittleEndian) throw new PlatformNotSupportedException("Raw blocks are read by little-endian machines only.");

        // A short block, all there: code, length, type and padding at once. What is wrong with it, the long way says.
        if (_span.Length - _position >= 4)
        {
            ref byte head = ref Unsafe.Add(ref MemoryMarshal.GetReference(_span), _position);
            int length = Unsafe.Add(ref head, 1);
            int gap = Unsafe.Add(ref head, 3);
            int content = length - 1 - gap;
            if (head == WireCode.Ext8 && Unsafe.Add(ref head, 2) == WireExtension.RawBlock && gap <= 7 && content >= 0
                && length <= _span.Length - _position - 3 && content % Unsafe.SizeOf<T>() == 0)
            {
                _position += 4 + gap;
                return content / Unsafe.SizeOf<T>();
            }
        }

        long start = Consumed;
        int bytes = ReadExtensionHeader(out sbyte type, "a raw block");
        if (type != WireExtension.RawBlock) WireError.ThrowMalformed($"a raw block was expected, an extension of type {type} is there", start);
        if (bytes < 1) WireError.ThrowMalformed("a raw block without a padding length", start);
        int padding = ReadByte(0, 1);
        if (padding > 7 || padding >= bytes) WireError.ThrowMalformed($"a raw block of {bytes} bytes with {padding} bytes of padding", start);
        Require(padding);
        _position += padding;
        (int count, int rest) = Math.DivRem(bytes - 1 - padding, Unsafe.SizeOf<T>());
        if (rest != 0) WireError.ThrowMalformed($"a raw block of {bytes - 1 - padding} bytes has elements of {Unsafe.SizeOf<T>()}", start);
        return count;
    }

    private void ReadColumnHeader<T>(int count)
    {
        long start = Consumed;
        int found = ReadRawHeader<T>();
        if (found != count) WireError.ThrowMalformed($"a column of {count} was expected, one of {found} is there", start);
    }

    // Most bit patterns are values; a boolean has two.
    private readonly void CheckElements<T>(scoped ReadOnlySpan<T> values)
    {
        if (typeof(T) != typeof(bool)) return;
        ReadOnlySpan<byte> bytes = MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<T, byte>(ref MemoryMarshal.GetReference(values)), values.Length);
        if (bytes.ContainsAnyExceptInRange((byte)0, (byte)1)) WireError.ThrowMalformed("a boolean is neither 0 nor 1", Consumed);
    }
}
