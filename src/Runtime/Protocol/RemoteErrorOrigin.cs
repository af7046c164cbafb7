namespace ParallelGen.Protocol;

/// <summary>Which step of a call failed in the worker. The numbers are the wire format.</summary>
internal enum RemoteErrorOrigin : byte
{
    /// <summary>The assembly of the method could not be loaded, or is another build than the caller's.</summary>
    Load = 1,

    /// <summary>The arguments could not be decoded: the method did not run.</summary>
    Arguments = 2,

    /// <summary>The method threw.</summary>
    Method = 3,

    /// <summary>The method ran, and its result could not be encoded.</summary>
    Result = 4,

    /// <summary>The method ended by an <see cref="OperationCanceledException"/> after its token was cancelled.</summary>
    Cancelled = 5,

    /// <summary>A worker initializer failed. The message is its name, the inner error is what it threw.</summary>
    Initializer = 7,
}
