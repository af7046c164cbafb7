using System.Globalization;

namespace Faults.Tests.Frame;

/// <summary>The seed of this run, from which each test's own comes. It is logged, and <c>PARALLELGEN_SEED</c> sets it.</summary>
internal static class Seed
{
    private const string Variable = "PARALLELGEN_SEED";

    public static int Value { get; private set; } =
        int.TryParse(Environment.GetEnvironmentVariable(Variable), CultureInfo.InvariantCulture, out int seed) ? seed : Random.Shared.Next(1_000_000);

    public static void Set(int seed) => Value = seed;

    /// <summary>The random numbers of a test, the same for the same seed and name.</summary>
    public static Random For(string test)
    {
        int hash = Value;
        foreach (char letter in test)
            hash = unchecked((hash * 31) + letter);
        return new Random(hash);
    }
}
