namespace ParallelGen;

/// <summary>What becomes of what workers write to their standard output and error.</summary>
public enum WorkerOutput
{
    /// <summary>Whole lines come through to this program's <see cref="Console.Out"/> and <see cref="Console.Error"/>.</summary>
    Forward,

    /// <summary>It is dropped. The end of the standard error still stands in the exceptions of a crash.</summary>
    Discard,
}
