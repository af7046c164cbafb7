namespace ParallelGen.Protocol;

/// <summary>What a frame says. The numbers are the wire format: never reuse one.</summary>
internal enum FrameKind : byte
{
    // Parent to worker, on the call connection.
    LoadAssembly = 1,
    Call = 2,
    Chunk = 3,
    TupleChunk = 4,
    Retire = 5,
    Appoint = 6,
    Initialize = 7,

    // Parent to worker, on the control connection: it is read while a call runs.
    Cancel = 16,
    Revoke = 17,

    // Worker to parent, on the call connection.
    Claimed = 32,
    Result = 33,
    Failure = 34,
    Appointed = 35,
}
