namespace Tests;

/// <summary>How much a randomized test does: a tenth by default, all with the environment variable <c>PARALLELGEN_TESTS=full</c>.</summary>
internal static class TestScale
{
    internal static bool IsFull { get; } = Environment.GetEnvironmentVariable("PARALLELGEN_TESTS") == "full";

    internal static int Of(int full) => IsFull ? full : Math.Max(1, full / 10);
}
