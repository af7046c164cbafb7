using Spectre.Console;

namespace Samples;

/// <summary>Compares what the ways to do the work gave.</summary>
internal static class Agreement
{
    /// <param name="measurements">The ways; the others are compared with the first.</param>
    /// <param name="areEqual">Whether two results are the same.</param>
    /// <param name="where">Where they are equal if they are, for instance "in every figure".</param>
    /// <returns>Whether all results are the same; if not, it has been said which is not.</returns>
    internal static bool Check<T>(IReadOnlyList<Measurement<T>> measurements, Func<T, T, bool> areEqual, string where)
    {
        foreach (Measurement<T> measurement in measurements)
        {
            if (!areEqual(measurement.Result, measurements[0].Result))
            {
                Console.Error.WriteLine($"The result of {measurement.Mode} differs from that of {measurements[0].Mode}.");
                return false;
            }
        }
        AnsiConsole.WriteLine($"All {measurements.Count} results are equal {where}.");
        return true;
    }
}
