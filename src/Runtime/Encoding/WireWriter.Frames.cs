namespace ParallelGen.Encoding;

// What stands in frames beside MessagePack values.
public ref partial struct WireWriter
{
    /// <summary>
    /// Marks that an item's failure follows where its result would be: the one code that MessagePack leaves free, so that no result begins
    /// with it.
    /// </summary>
    internal void WriteFailureMarker() => WriteCode(WireCode.NeverUsed);

    /// <summary>Appends what was encoded before.</summary>
    internal void WriteEncoded(PayloadBuffer payload)
    {
        for (int i = 0; i < payload.SegmentCount; i++)
            WriteBlock(payload[i]);
    }
}
