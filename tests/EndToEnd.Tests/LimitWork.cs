using ParallelGen;

namespace EndToEnd.Tests;

/// <summary>What the tests of limits call.</summary>
internal static class LimitWork
{
    [RunInProcessPool]
    internal static Nested Nest(int depth) => new() { Inner = depth > 1 ? Nest(depth - 1) : null };

    [RunInProcessPool]
    internal static int Depth(Nested nested) => nested.Depth;

    [RunInProcessPool]
    internal static void Complain(string text)
    {
        Console.Error.WriteLine(text);
        Environment.Exit(1);
    }

    /// <summary>Something that holds itself.</summary>
    internal sealed class Nested
    {
        public Nested? Inner { get; set; }

        internal int Depth => 1 + (Inner?.Depth ?? 0);
    }
}
