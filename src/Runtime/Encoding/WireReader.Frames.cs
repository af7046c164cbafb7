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
}
