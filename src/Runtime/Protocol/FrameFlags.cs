namespace ParallelGen.Protocol;

/// <summary>Properties of a request. The bits are the wire format.</summary>
[Flags]
internal enum FrameFlags : byte
{
    None = 0,

    /// <summary>A chunk goes on after an item that failed.</summary>
    EveryItem = 1,

    /// <summary>The parent wants to know when the request was claimed: it has a time limit.</summary>
    Timed = 2,

    /// <summary>The parent wants to know when each item of the chunk began: it has a time limit.</summary>
    ItemsTimed = 8,

    /// <summary>A <see cref="CallContext"/> stands before the arguments.</summary>
    Context = 16,

    /// <summary>The payload goes on behind the bytes that the header counts; the transport tells where it ends.</summary>
    Streamed = 4,

    /// <summary>The call has lanes: the worker says when nothing more of them comes.</summary>
    Lanes = 32,

    /// <summary>A report takes the place of one that was not sent yet.</summary>
    LatestReport = 64,
}
