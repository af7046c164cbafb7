using System.Text.RegularExpressions;
using ParallelGen;

namespace WebServer.Risky;

/// <summary>What the workers do for clients whom nobody trusts.</summary>
internal static class RiskyWork
{
    /// <summary>Looks for a client's pattern, which may take longer than the universe has been there.</summary>
    [RunInProcessPool]
    internal static int CountMatches(string pattern, string text) => Regex.Count(text, pattern);

    /// <summary>Evaluates a client's formula, which may nest deeper than a stack is.</summary>
    [RunInProcessPool]
    internal static double Evaluate(string formula) => Formula.Evaluate(formula);

    /// <summary>Calls a library that does not give back all the memory that it takes.</summary>
    [RunInProcessPool]
    internal static long RenderPreview(int seed, int pixels) => LeakyLibrary.RenderPreview(seed, pixels);
}
