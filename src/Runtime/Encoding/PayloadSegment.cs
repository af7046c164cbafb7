namespace ParallelGen.Encoding;

/// <summary>A piece of a <see cref="PayloadBuffer"/>: pooled memory of which a part is in use.</summary>
internal struct PayloadSegment(byte[] array, int start)
{
    /// <summary>The memory.</summary>
    internal readonly byte[] Array = array;

    /// <summary>Where the segment begins in it.</summary>
    internal readonly int Start = start;

    /// <summary>The bytes in use.</summary>
    internal int Length;

    /// <summary>The bytes that are still free.</summary>
    internal readonly int Room => Array.Length - Start - Length;

    /// <summary>What is still free.</summary>
    internal readonly Span<byte> Rest => Array.AsSpan(Start + Length);
}
