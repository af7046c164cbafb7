namespace ParallelGen;

/// <summary>Options of a pool; the pool copies them.</summary>
public sealed class ProcessPoolOptions
{
    /// <summary>How long a method that has a token may go on after its token was cancelled before its worker is killed. Default 2 s.</summary>
    public TimeSpan CancellationGracePeriod { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>The largest size of the arguments or the result of one call, in bytes. Default 2 GiB - 1.</summary>
    public long MaxPayloadBytes { get; set; } = int.MaxValue;
}
