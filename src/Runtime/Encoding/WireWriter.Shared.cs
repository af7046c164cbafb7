using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ParallelGen.Encoding;

// What a payload refers to, instead of holding it.
public ref partial struct WireWriter
{
    /// <summary>Whoever the payload is written for; null where it can refer to nothing.</summary>
    internal readonly IBlockUser? User
    {
        set => _sink.User = value;
    }

    /// <summary>Writes which array in shared memory is meant; nil for null.</summary>
    /// <exception cref="ObjectDisposedException">The array is disposed.</exception>
    public void WriteShared<T>(SharedArray<T>? array)
        where T : unmanaged
    {
        if (array is null)
        {
            WriteNil();
            return;
        }

        IBlockUser user = _sink.User ?? throw new CallSerializationException("An array in shared memory can only be an argument.");
        SharedBlock block = array.Use();
        user.Use(block);
        WriteArrayHeader(2);
        WriteInt64(block.Id);
        WriteInt32(array.Length);
    }

    /// <summary>Writes elements that the reader only looks at: as one block of the payload, or where there are many, in memory that both sides see.</summary>
    /// <exception cref="PayloadTooLargeException">There are more than a payload may hold.</exception>
    public void WriteView<T>(scoped ReadOnlySpan<T> values)
        where T : unmanaged
    {
        if ((long)values.Length * Unsafe.SizeOf<T>() >= WireLimits.SmallestStaged && _sink.User is { } user)
        {
            if ((long)values.Length * Unsafe.SizeOf<T>() > WireLimits.MaxBlockBytes) WireError.ThrowTooLarge((long)values.Length * Unsafe.SizeOf<T>());
            if (user.Stage(MemoryMarshal.AsBytes(values)) is var (block, offset))
            {
                WriteArrayHeader(3);
                WriteInt64(block.Id);
                WriteInt64(offset);
                WriteInt32(values.Length);
                return;
            }
        }

        if (typeof(T) == typeof(byte)) WriteBytes(MemoryMarshal.AsBytes(values));
        else WriteRaw(values);
    }
}
