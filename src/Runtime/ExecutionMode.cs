namespace ParallelGen;

/// <summary>Where the marked methods run.</summary>
public enum ExecutionMode
{
    /// <summary>In worker processes.</summary>
    Processes,

    /// <summary>
    /// On threads of this process: for debugging, and for hosts that can not start processes. Arguments and results are encoded and
    /// decoded as ever; but a timeout can not stop the code, and a crash ends the program.
    /// </summary>
    InProcess,
}
