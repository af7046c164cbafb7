namespace ParallelGen.Benchmarks.Peers;

/// <summary>What this program is told when it starts itself.</summary>
internal static class HiddenCommand
{
    /// <summary>Measure one row of one subject: <c>measure ParallelGen W1 quick</c>.</summary>
    internal const string Measure = "measure";

    /// <summary>Be a hand-written worker that connects to the address that follows.</summary>
    internal const string ServeSocket = "serve-socket";

    /// <summary>Be a hand-written worker that reads lines.</summary>
    internal const string ServeJson = "serve-json";
}
