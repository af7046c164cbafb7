using System.Buffers;

namespace ParallelGen.Encoding;

// Formats that are not ours.
public ref partial struct WireReader
{
    /// <summary>Reads a value by a formatter; null for nil.</summary>
    /// <exception cref="CallSerializationException">Something else than a binary is there.</exception>
    public T? ReadFormatted<TFormatter, T>()
        where TFormatter : IWireFormatter<T>
    {
        if (TryReadNil()) return default;
        int bytes = ReadBinHeader();
        ReadOnlySpan<byte> block = TakeContiguous(bytes, out byte[]? rented);
        if (rented is null)
        {
            // A sequence needs memory that the collector knows.
            rented = ArrayPool<byte>.Shared.Rent(bytes);
            block.CopyTo(rented);
        }

        try
        {
            return TFormatter.Read(new ReadOnlySequence<byte>(rented, 0, bytes));
        }
        finally
        {
            Return(rented);
        }
    }

    /// <summary>Begins an object that travels as a map, and enters it; gives the number of its members.</summary>
    /// <exception cref="CallSerializationException">Something else is there, or the value is nested too deep.</exception>
    public int EnterMap()
    {
        int count = ReadMapHeader();
        Enter();
        return count;
    }

    /// <summary>Reads the name of a member of an object that travels as a map. It is valid until the next call.</summary>
    /// <exception cref="CallSerializationException">Something else than a string is there.</exception>
    public ReadOnlySpan<byte> ReadKey()
    {
        int bytes = ReadStringHeader("the name of a member");
        if (bytes > WireLimits.BlockStep) WireError.ThrowMalformed($"a string of {bytes} bytes is not the name of a member", Consumed);
        ReadOnlySpan<byte> key = RequireSpan(bytes);
        _position += bytes;
        return key;
    }
}
