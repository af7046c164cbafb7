namespace ParallelGen.Protocol;

/// <summary>Properties of a request. The bits are the wire format.</summary>
[Flags]
internal enum FrameFlags : byte
{
    None = 0,

    /// <summary>A chunk goes on after an item that failed.</summary>
    EveryItem = 1,
}
