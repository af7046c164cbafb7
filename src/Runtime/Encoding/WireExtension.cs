namespace ParallelGen.Encoding;

/// <summary>The types of MessagePack extensions that occur in a payload.</summary>
internal static class WireExtension
{
    /// <summary>MessagePack's own: a point in time.</summary>
    internal const sbyte Timestamp = -1;

    /// <summary>A block of unmanaged elements: one byte p, p bytes of padding, the elements in little-endian order.</summary>
    internal const sbyte RawBlock = 1;

    /// <summary>A local or unspecified <see cref="DateTime"/>: <see cref="DateTime.ToBinary"/>, 8 bytes, big-endian.</summary>
    internal const sbyte LocalDateTime = 2;

    /// <summary>A string that is not valid Unicode (it has a lone surrogate): its UTF-16 code units, little-endian.</summary>
    internal const sbyte Utf16String = 4;

    /// <summary>Before a collection: one byte, the number of the comparer of its strings.</summary>
    internal const sbyte Comparer = 5;
}
