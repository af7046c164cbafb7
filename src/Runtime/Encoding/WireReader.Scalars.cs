using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace ParallelGen.Encoding;

// Booleans and the numbers that are not plain integers.
public ref partial struct WireReader
{
    // More bits than a BigInteger may have.
    private const int MaxBigIntegerBytes = int.MaxValue / 8;

    /// <summary>Reads a boolean.</summary>
    /// <exception cref="CallSerializationException">Something else is there.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool ReadBoolean()
    {
        byte code = Peek();
        if ((code & 0xFE) != WireCode.False) WireError.ThrowUnexpected("a boolean", code, Consumed);
        _position++;
        return code == WireCode.True;
    }

    /// <summary>Reads a number. An integer or a float64 is taken too if nothing of it is lost.</summary>
    /// <exception cref="CallSerializationException">Something else is there.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float ReadSingle() => Peek() == WireCode.Float32 ? BitConverter.UInt32BitsToSingle(ReadBigEndian32(1, 5)) : ReadOtherSingle();

    /// <summary>Reads a number. A float32 is taken too, and an integer if nothing of it is lost.</summary>
    /// <exception cref="CallSerializationException">Something else is there.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double ReadDouble() => Peek() == WireCode.Float64 ? BitConverter.UInt64BitsToDouble(ReadBigEndian64(1, 9)) : ReadOtherDouble();

    /// <summary>Reads a number. Any other number is taken too if nothing of it is lost.</summary>
    /// <exception cref="CallSerializationException">Something else is there.</exception>
    public Half ReadHalf()
    {
        long start = Consumed;
        double value = ReadDouble();
        Half narrow = (Half)value;
        if ((double)narrow != value && !double.IsNaN(value)) WireError.ThrowMalformed("a number does not fit a half", start);
        return narrow;
    }

    /// <summary>Reads a complex number.</summary>
    /// <exception cref="CallSerializationException">Something else is there.</exception>
    public Complex ReadComplex()
    {
        ReadPairHeader();
        double real = ReadDouble();
        return new Complex(real, ReadDouble());
    }

    /// <summary>Reads a number from its decimal digits.</summary>
    /// <exception cref="CallSerializationException">Something else is there.</exception>
    public decimal ReadDecimal()
    {
        long start = Consumed;
        const NumberStyles style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        if (!decimal.TryParse(ReadToken("a decimal"), style, CultureInfo.InvariantCulture, out decimal value))
        {
            WireError.ThrowMalformed("a string is not a decimal", start);
        }

        return value;
    }

    /// <summary>Reads a GUID from its 36 characters.</summary>
    /// <exception cref="CallSerializationException">Something else is there.</exception>
    public Guid ReadGuid()
    {
        long start = Consumed;
        ReadOnlySpan<byte> text = ReadToken("a GUID");
        if (!Utf8Parser.TryParse(text, out Guid value, out int read) || read != text.Length)
        {
            WireError.ThrowMalformed("a string is not a GUID", start);
        }

        return value;
    }

    /// <summary>Reads an integer of 16 bytes.</summary>
    /// <exception cref="CallSerializationException">Something else is there.</exception>
    public Int128 ReadInt128() => (Int128)ReadUInt128();

    /// <summary>Reads an integer of 16 bytes.</summary>
    /// <exception cref="CallSerializationException">Something else is there.</exception>
    public UInt128 ReadUInt128()
    {
        int bytes = ReadBinHeader();
        if (bytes != 16) WireError.ThrowMalformed($"an integer of 16 bytes was expected, one of {bytes} is there", Consumed);
        UInt128 value = BinaryPrimitives.ReadUInt128LittleEndian(RequireSpan(16));
        _position += 16;
        return value;
    }

    /// <summary>Reads an integer of any size.</summary>
    /// <exception cref="CallSerializationException">Something else is there, or an integer too large for the type.</exception>
    public BigInteger ReadBigInteger()
    {
        int bytes = ReadBinHeader();
        if (bytes > MaxBigIntegerBytes) WireError.ThrowMalformed($"an integer of {bytes} bytes is too large", Consumed);
        ReadOnlySpan<byte> digits = TakeContiguous(bytes, out byte[]? rented);
        try
        {
            return new BigInteger(digits);
        }
        catch (OverflowException)
        {
            WireError.ThrowMalformed($"an integer of {bytes} bytes is too large", Consumed);
            return default;
        }
        finally
        {
            Return(rented);
        }
    }

    /// <summary>Reads an index.</summary>
    /// <exception cref="CallSerializationException">Something else is there.</exception>
    public Index ReadIndex()
    {
        int value = ReadInt32();
        return value < 0 ? new Index(~value, fromEnd: true) : new Index(value);
    }

    /// <summary>Reads a range.</summary>
    /// <exception cref="CallSerializationException">Something else is there.</exception>
    public Range ReadRange()
    {
        ReadPairHeader();
        Index start = ReadIndex();
        return new Range(start, ReadIndex());
    }

    private void ReadPairHeader()
    {
        byte code = Peek();
        if (code == (WireCode.FixArray | 2)) _position++;
        else ReadWideObjectHeader(2);
    }

    private float ReadOtherSingle()
    {
        long start = Consumed;
        double value = ReadDouble();
        float narrow = (float)value;
        if (narrow != value && !double.IsNaN(value)) WireError.ThrowMalformed("a number does not fit a float32", start);
        return narrow;
    }

    private double ReadOtherDouble()
    {
        long start = Consumed;
        byte code = Peek();
        if (code == WireCode.Float32) return BitConverter.UInt32BitsToSingle(ReadBigEndian32(1, 5));
        if (WireCode.Describe(code) != "an integer") WireError.ThrowUnexpected("a number", code, start);
        long bits = ReadWide(code, out int size);
        _position += size;
        Int128 exact = code == WireCode.UInt64 ? (Int128)(ulong)bits : bits;
        double value = (double)exact;
        if ((Int128)value != exact) WireError.ThrowMalformed($"the integer {exact} does not fit a float64", start);
        return value;
    }
}
