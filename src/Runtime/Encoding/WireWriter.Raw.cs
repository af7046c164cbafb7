using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ParallelGen.Encoding;

// Blocks: binaries, extensions, and the elements of an array as they lie in memory.
public ref partial struct WireWriter
{
    /// <summary>Writes bytes, as a binary; nil for null.</summary>
    public void WriteBytes(byte[]? value)
    {
        if (value is null) WriteNil();
        else WriteBytes(value.AsSpan());
    }

    /// <summary>Writes bytes, as a binary; nil for null.</summary>
    public void WriteBytes(List<byte>? value)
    {
        if (value is null) WriteNil();
        else WriteBytes(CollectionsMarshal.AsSpan(value));
    }

    /// <summary>Writes bytes, as a binary.</summary>
    public void WriteBytes(scoped ReadOnlySpan<byte> value)
    {
        WriteBinHeader(value.Length);
        WriteBlock(value);
    }

    /// <summary>Writes the elements of an array as one block; nil for null.</summary>
    public void WriteRaw<T>(T[]? values)
        where T : unmanaged
    {
        if (values is null) WriteNil();
        else WriteRaw(new ReadOnlySpan<T>(values));
    }

    /// <summary>Writes the elements of a list as one block; nil for null.</summary>
    public void WriteRaw<T>(List<T>? values)
        where T : unmanaged
    {
        if (values is null) WriteNil();
        else WriteRaw<T>(CollectionsMarshal.AsSpan(values));
    }

    /// <summary>Writes elements as one block.</summary>
    public void WriteRaw<T>(scoped ReadOnlySpan<T> values)
        where T : unmanaged
    {
        WriteRawHeader<T>(values.Length);
        WriteLittleEndian(values);
    }

    /// <summary>Writes a value as a block of one element.</summary>
    public void WriteRawValue<T>(T value)
        where T : unmanaged => WriteRaw(new ReadOnlySpan<T>(in value));

    /// <summary>Writes one value of each item of a chunk as one block.</summary>
    public void WriteColumn<T>(scoped ReadOnlySpan<T> values)
        where T : unmanaged => WriteRaw(values);

    /// <summary>
    /// Writes a block whose elements are filled in later, at any time before the payload is sent. They begin as zeros: what nobody fills
    /// in is still valid, and shows nothing of an earlier payload.
    /// </summary>
    /// <param name="count">The number of elements.</param>
    /// <returns>The elements, contiguous. Rewinding to a place before them ends them.</returns>
    public Span<T> ReserveColumn<T>(int count)
        where T : unmanaged
    {
        _sink.Hold();
        int bytes = WriteRawHeader<T>(count);
        Span<byte> block = MemoryMarshal.CreateSpan(ref Reserve(bytes), bytes);
        Advance(bytes);
        block.Clear();
        return MemoryMarshal.Cast<byte, T>(block);
    }

    private void WriteExtensionHeader(sbyte type, int bytes)
    {
        ref byte start = ref Reserve(6);
        int header = bytes switch
        {
            1 => PutCode(ref start, WireCode.FixExt1),
            2 => PutCode(ref start, WireCode.FixExt2),
            4 => PutCode(ref start, WireCode.FixExt4),
            8 => PutCode(ref start, WireCode.FixExt8),
            16 => PutCode(ref start, WireCode.FixExt16),
            _ => PutExtensionLength(ref start, bytes),
        };
        Unsafe.Add(ref start, header) = (byte)type;
        Advance(header + 1);
    }

    // The header and the padding of a raw block; gives the size of its elements. A fixext is never used: the width of the header must
    // not depend on the padding, which depends on the width.
    private int WriteRawHeader<T>(int count)
        where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (!BitConverter.IsLittleEndian) throw new PlatformNotSupportedException("Raw blocks are written by little-endian machines only.");
        long bytes = (long)count * Unsafe.SizeOf<T>();
        if (bytes > WireLimits.MaxBlockBytes - 8) WireError.ThrowTooLarge(bytes);

        long most = bytes + 8;
        int header = most <= byte.MaxValue ? 3 : most <= ushort.MaxValue ? 4 : 6;
        int padding = Unsafe.SizeOf<T>() == 1 ? 0 : (int)(-(Length + header + 1) & 7);

        ref byte start = ref Reserve(header + 1 + padding);
        PutExtensionLength(ref start, (int)bytes + 1 + padding, header);
        Unsafe.Add(ref start, header - 1) = (byte)WireExtension.RawBlock;
        Unsafe.Add(ref start, header) = (byte)padding;
        Unsafe.InitBlockUnaligned(ref Unsafe.Add(ref start, header + 1), 0, (uint)padding);
        Advance(header + 1 + padding);
        return (int)bytes;
    }

    private static int PutCode(ref byte start, byte code)
    {
        start = code;
        return 1;
    }

    private static int PutExtensionLength(ref byte start, int bytes) =>
        PutExtensionLength(ref start, bytes, bytes <= byte.MaxValue ? 3 : bytes <= ushort.MaxValue ? 4 : 6);

    private static int PutExtensionLength(ref byte start, int bytes, int header) => header switch
    {
        3 => PutCode8(ref start, WireCode.Ext8, (byte)bytes),
        4 => PutCode16(ref start, WireCode.Ext16, (ushort)bytes),
        _ => PutCode32(ref start, WireCode.Ext32, (uint)bytes),
    };

    private void WriteBinHeader(int bytes)
    {
        ref byte start = ref Reserve(5);
        Advance(bytes <= byte.MaxValue ? PutCode8(ref start, WireCode.Bin8, (byte)bytes)
            : bytes <= ushort.MaxValue ? PutCode16(ref start, WireCode.Bin16, (ushort)bytes)
            : PutCode32(ref start, WireCode.Bin32, (uint)bytes));
    }

    private void WriteLittleEndian<T>(scoped ReadOnlySpan<T> values)
        where T : unmanaged => WriteBlock(MemoryMarshal.AsBytes(values));

    private void WriteBlock(scoped ReadOnlySpan<byte> block)
    {
        if (block.Length < WireLimits.LargeBlock)
        {
            block.CopyTo(MemoryMarshal.CreateSpan(ref Reserve(block.Length), block.Length));
            Advance(block.Length);
            return;
        }

        while (true)
        {
            int piece = Math.Min(block.Length, _span.Length - _position);
            block[..piece].CopyTo(_span[_position..]);
            Advance(piece);
            block = block[piece..];
            if (block.IsEmpty) return;
            GrowPiece(block.Length);
        }
    }
}
