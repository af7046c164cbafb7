namespace ParallelGen.Tests;

/// <summary>How much a randomized test does: a tenth by default, all with the environment variable <c>PARALLELGEN_TESTS=full</c>.</summary>
internal static class TestScale
{
    private static readonly bool s_full = Environment.GetEnvironmentVariable("PARALLELGEN_TESTS") == "full";

    internal static bool IsFull => s_full;

    internal static int Of(int full) => s_full ? full : full / 10;
}
