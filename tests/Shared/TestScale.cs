namespace Tests;

/// <summary>
/// How much a randomized test does: all with the environment variable <c>PARALLELGEN_TESTS=full</c>; else a tenth, or less where a tenth would take
/// longer than the rest.
/// </summary>
internal static class TestScale
{
    internal static bool IsFull { get; } = Environment.GetEnvironmentVariable("PARALLELGEN_TESTS") == "full";

    internal static int Of(int full, int parts = 10) => IsFull ? full : Math.Max(1, full / parts);
}
