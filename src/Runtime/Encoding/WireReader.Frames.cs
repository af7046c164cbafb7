namespace ParallelGen.Encoding;

// What stands in frames beside MessagePack values.
public ref partial struct WireReader
{
    /// <summary>Reads the marker of an item's failure, if it is next.</summary>
    internal bool TryReadFailureMarker()
    {
        if (Peek() != WireCode.NeverUsed) return false;
        _position++;
        return true;
    }

    /// <summary>Takes the next bytes as they are.</summary>
    internal void CopyTo(scoped Span<byte> destination) => Take(destination);
}
