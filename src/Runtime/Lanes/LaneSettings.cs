namespace ParallelGen.Lanes;

/// <summary>What the lanes of a call, or of all chunks of a map, have in common.</summary>
/// <param name="Method">The method's name.</param>
/// <param name="MaxDepth">How deep what is read may nest.</param>
/// <param name="KeepsLatestReport">Whether a report takes the place of one that was not delivered yet.</param>
internal sealed record LaneSettings(string Method, int MaxDepth, bool KeepsLatestReport)
{
    /// <summary>Held while a report is handed to the caller.</summary>
    public object ReportGate { get; } = new();

    /// <summary>The caller's, in which its code runs.</summary>
    public ExecutionContext? Context { get; } = ExecutionContext.Capture();

    public static LaneSettings Of(PoolMethod method, ProcessPoolOptions options, PoolCallOptions callOptions) =>
        new(method.Name, options.MaxNestingDepth, callOptions.CoalesceProgress);
}
