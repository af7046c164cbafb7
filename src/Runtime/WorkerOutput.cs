namespace ParallelGen;

/// <summary>What becomes of what workers write to their standard output and error.</summary>
public enum WorkerOutput
{
    /// <summary>Whole lines come through to this program's <see cref="Console.Out"/> and <see cref="Console.Error"/>.</summary>
    Forward,

    /// <summary>
    /// It is kept for each call: what a call that fails has printed stands in <see cref="RemoteCallInfo.Output"/>, and in the message of a crash;
    /// that of the others is dropped. A worker then has one call or item of a map at a time, which makes short ones slower. On Windows the last that a
    /// call prints may be taken for the next one's.
    /// </summary>
    Capture,

    /// <summary>It is dropped. The end of the standard error still stands in the exceptions of a crash.</summary>
    Discard,
}
