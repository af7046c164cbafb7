namespace ParallelGen.Protocol;

/// <summary>A value that an exception tells of: a simple one arrives as itself, any other as its text.</summary>
internal static class RemoteValue
{
    // The framework numbers the simple types; this is beyond its numbers.
    private const TypeCode TimeSpanCode = (TypeCode)32;

    /// <summary>What of a value can travel.</summary>
    public static object? Of(object? value) => value switch
    {
        Enum => TextOf(value), // its type code is that of its number
        null or TimeSpan => value,
        string text => RemoteError.Bound(text),
        _ => Type.GetTypeCode(value.GetType()) is >= TypeCode.Boolean and <= TypeCode.DateTime ? value : TextOf(value),
    };

    public static void Write(ref WireWriter writer, object? value)
    {
        TypeCode code = value switch { null => TypeCode.Empty, TimeSpan => TimeSpanCode, _ => Type.GetTypeCode(value.GetType()) };
        writer.WriteByte((byte)code);
        switch (code)
        {
            case TypeCode.Empty: break;
            case TypeCode.Boolean: writer.WriteBoolean((bool)value!); break;
            case TypeCode.Char: writer.WriteChar((char)value!); break;
            case TypeCode.SByte: writer.WriteSByte((sbyte)value!); break;
            case TypeCode.Byte: writer.WriteByte((byte)value!); break;
            case TypeCode.Int16: writer.WriteInt16((short)value!); break;
            case TypeCode.UInt16: writer.WriteUInt16((ushort)value!); break;
            case TypeCode.Int32: writer.WriteInt32((int)value!); break;
            case TypeCode.UInt32: writer.WriteUInt32((uint)value!); break;
            case TypeCode.Int64: writer.WriteInt64((long)value!); break;
            case TypeCode.UInt64: writer.WriteUInt64((ulong)value!); break;
            case TypeCode.Single: writer.WriteSingle((float)value!); break;
            case TypeCode.Double: writer.WriteDouble((double)value!); break;
            case TypeCode.Decimal: writer.WriteDecimal((decimal)value!); break;
            case TypeCode.DateTime: writer.WriteDateTime((DateTime)value!); break;
            case TypeCode.String: writer.WriteString((string)value!); break;
            case TimeSpanCode: writer.WriteTimeSpan((TimeSpan)value!); break;
            default: throw new CallSerializationException($"A value of type {value!.GetType()} is no detail of an exception.");
        }
    }

    /// <exception cref="CallSerializationException">It is none.</exception>
    public static object? Read(ref WireReader reader)
    {
        var code = (TypeCode)reader.ReadByte();
        return code switch
        {
            TypeCode.Empty => null,
            TypeCode.Boolean => reader.ReadBoolean(),
            TypeCode.Char => reader.ReadChar(),
            TypeCode.SByte => reader.ReadSByte(),
            TypeCode.Byte => reader.ReadByte(),
            TypeCode.Int16 => reader.ReadInt16(),
            TypeCode.UInt16 => reader.ReadUInt16(),
            TypeCode.Int32 => reader.ReadInt32(),
            TypeCode.UInt32 => reader.ReadUInt32(),
            TypeCode.Int64 => reader.ReadInt64(),
            TypeCode.UInt64 => reader.ReadUInt64(),
            TypeCode.Single => reader.ReadSingle(),
            TypeCode.Double => reader.ReadDouble(),
            TypeCode.Decimal => reader.ReadDecimal(),
            TypeCode.DateTime => reader.ReadDateTime(),
            TypeCode.String => reader.ReadString(RemoteError.MaxText),
            TimeSpanCode => reader.ReadTimeSpan(),
            _ => throw new CallSerializationException($"An exception from the other side has a detail of the unknown kind {(int)code}."),
        };
    }

    // A user's type may throw from it.
    private static string TextOf(object value)
    {
        try
        {
            return RemoteError.Bound(value.ToString() ?? "");
        }
        catch (Exception problem)
        {
            return $"(its text can't be read: {problem.GetType().Name})";
        }
    }
}
